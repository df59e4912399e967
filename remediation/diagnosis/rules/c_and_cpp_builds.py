"""C and C++: make, ninja, Meson, Autotools, SCons, qmake and pkg-config."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

MAKE = "https://www.gnu.org/software/make/manual/html_node/Error-Messages.html"
NINJA = "https://github.com/ninja-build/ninja/blob/master/src/build.cc"
AUTOCONF = "https://www.gnu.org/software/autoconf/manual/autoconf.html"
PKGCONF = "https://people.freedesktop.org/~dbn/pkg-config-guide.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="make-no-rule",
        tool="make",
        category=Category.BUILD,
        pattern=r"""\*\*\* No rule to make target [`'"][^'"]+['"]""",
        anchors=("*** No rule to make target",),
        weight=89,
        example="make: *** No rule to make target 'docs/index.md', needed by 'site'.  Stop.",
        source=MAKE,
    ),
    Rule(
        name="make-no-makefile",
        tool="make",
        category=Category.CONFIG,
        pattern=r"\*\*\* No targets specified and no makefile found\.",
        anchors=("*** No targets specified and no makefile found",),
        weight=89,
        example="make: *** No targets specified and no makefile found.  Stop.",
        source=MAKE,
    ),
    Rule(
        name="make-syntax",
        tool="make",
        category=Category.BUILD,
        pattern=r"(?P<file>\S+):(?P<line>\d+): \*\*\* .+\s+Stop\.",
        anchors=(": ***",),
        weight=92,
        example="Makefile:42: *** missing separator.  Stop.",
        source=MAKE,
    ),
    Rule(
        name="make-command-not-found",
        tool="make",
        category=Category.CONFIG,
        pattern=(
            r"make(?:\[\d+\])?: \S+: (?:No such file or directory|Command not found|Permission denied)$"
        ),
        anchors=(": No such file or directory", ": Command not found", ": Permission denied"),
        weight=88,
        example="make: protoc-gen-kiln: No such file or directory",
        source=MAKE,
    ),
    Rule(
        name="make-killed",
        tool="make",
        category=Category.RESOURCE,
        pattern=r"make(?:\[\d+\])?: \*\*\* \[[^\]]+\] Killed",
        anchors=("] Killed",),
        weight=80,
        example="make[2]: *** [src/CMakeFiles/kiln.dir/build.make:76: src/kiln.cpp.o] Killed",
        source=MAKE,
    ),
    Rule(
        name="make-crashed",
        tool="make",
        category=Category.BUILD,
        pattern=(
            r"make(?:\[\d+\])?: \*\*\* \[[^\]]+\] (?:Segmentation fault|Aborted|Bus error"
            r"|Floating point exception|Illegal instruction)"
        ),
        anchors=(
            "] Segmentation fault",
            "] Aborted",
            "] Bus error",
            "] Floating point",
            "] Illegal instruction",
        ),
        weight=70,
        example="make: *** [Makefile:12: check] Segmentation fault (core dumped)",
        source=MAKE,
        plain=True,
    ),
    Rule(
        name="make-target-failed",
        tool="make",
        category=Category.BUILD,
        pattern=r"make(?:\[\d+\])?(?:\.exe)?: \*\*\* \[[^\]]+\] Error [\dx]+$",
        anchors=("] Error",),
        weight=20,
        example="make[1]: *** [Makefile:30: all-recursive] Error 1",
        source=MAKE,
    ),
    Rule(
        name="ninja-failed-target",
        tool="ninja",
        category=Category.BUILD,
        pattern=r"^(?:\[\d+/\d+\] )?FAILED: (?:\[code=\d+\] )?\S+",
        anchors=("FAILED:",),
        weight=45,
        example="FAILED: src/CMakeFiles/kiln.dir/oven.cpp.o",
        source=NINJA,
    ),
    Rule(
        name="ninja-error",
        tool="ninja",
        category=Category.BUILD,
        pattern=r"ninja: (?:error|fatal): \S",
        anchors=("ninja: error:", "ninja: fatal:"),
        weight=90,
        example=("ninja: error: 'vendor/libclay.a', needed by 'kiln', missing and no known rule to make it"),
        source="https://github.com/ninja-build/ninja/blob/master/src/ninja.cc",
    ),
    Rule(
        name="ninja-stopped",
        tool="ninja",
        category=Category.BUILD,
        pattern="ninja: build stopped: ",
        anchors=("ninja: build stopped:",),
        weight=20,
        example="ninja: build stopped: subcommand failed.",
        source=NINJA,
    ),
    Rule(
        name="meson-dependency",
        tool="meson",
        category=Category.DEPENDENCY,
        pattern=(
            r"meson\.build:\d+:\d+: ERROR: (?:Dependency|Program|Subproject|.*library"
            r"""|.*header) ['"]?[^'"]+['"]? not found"""
        ),
        anchors=("meson.build:",),
        weight=93,
        example=('meson.build:24:9: ERROR: Dependency "wayland-client" not found, tried pkgconfig and cmake'),
        source="https://mesonbuild.com/Dependencies.html",
    ),
    Rule(
        name="meson-error",
        tool="meson",
        category=Category.BUILD,
        pattern=r"(?P<file>\S*meson(?:\.build|_options\.txt|\.options)):(?P<line>\d+):\d+: ERROR: \S",
        anchors=(": ERROR:",),
        weight=91,
        example=(
            '../meson.build:7:0: ERROR: Value "c++26" (of type "string") for option "cpp_std" is '
            "not one of the choices."
        ),
        source="https://github.com/mesonbuild/meson/blob/master/mesonbuild/mlog.py",
    ),
    Rule(
        name="configure-error",
        tool="configure",
        category=Category.BUILD,
        pattern=r"configure: error: \S",
        anchors=("configure: error:",),
        weight=92,
        example="configure: error: C compiler cannot create executables",
        source=AUTOCONF,
    ),
    Rule(
        name="configure-package-requirements",
        tool="configure",
        category=Category.DEPENDENCY,
        pattern=r"Package requirements \(.+\) were not met",
        anchors=("Package requirements (",),
        weight=93,
        example="configure: error: Package requirements (libclay >= 1.4) were not met:",
        source=PKGCONF,
    ),
    Rule(
        name="pkg-config-no-package",
        tool="pkg-config",
        category=Category.DEPENDENCY,
        pattern=(
            r"""Package [`'"]?[\w.+-]+[`'"]? was not found in the pkg-config search path"""
            r"|^No package '[^']+' found$|Package '[^']+', required by '[^']+', not found"
        ),
        anchors=("was not found in the pkg-config search path", "No package '", "', required by '"),
        weight=88,
        example="Package libclay was not found in the pkg-config search path.",
        source=PKGCONF,
    ),
    Rule(
        name="autotools-error",
        tool="autotools",
        category=Category.BUILD,
        pattern=(r"(?P<file>configure\.(?:ac|in)|Makefile\.am|aclocal\.m4|\S+\.m4):(?P<line>\d+): error: \S"),
        anchors=(": error:",),
        weight=90,
        example="configure.ac:31: error: possibly undefined macro: AC_PROG_LIBTOOL",
        source=AUTOCONF,
    ),
    Rule(
        name="autoreconf-failed",
        tool="autotools",
        category=Category.BUILD,
        pattern=(
            r"autoreconf: (?:error: )?\S+ failed with exit status|(?:automake|aclocal|autoconf"
            r"|autom4te|libtoolize)(?:-[\d.]+)?: error: \S"
        ),
        anchors=("failed with exit status", ": error:"),
        weight=40,
        example="autoreconf: error: aclocal failed with exit status: 1",
        source="https://www.gnu.org/software/automake/manual/automake.html",
    ),
    Rule(
        name="scons-error",
        tool="scons",
        category=Category.BUILD,
        pattern=r"scons: \*\*\* \S",
        anchors=("scons: ***",),
        weight=55,
        example="scons: *** [build/kiln.o] Error 1",
        source="https://scons.org/doc/production/HTML/scons-man.html",
    ),
    Rule(
        name="qmake-error",
        tool="qmake",
        category=Category.BUILD,
        pattern=r"Project ERROR: \S",
        anchors=("Project ERROR:",),
        weight=90,
        example="Project ERROR: Unknown module(s) in QT: webview",
        source="https://doc.qt.io/qt-6/qmake-test-function-reference.html",
    ),
)
