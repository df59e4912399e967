"""Memory: how kernels, shells, compilers and language runtimes say that there was none left."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="oom-killed",
        tool="kubernetes",
        category=Category.RESOURCE,
        pattern=r"\bOOMKilled\b",
        anchors=("OOMKilled",),
        weight=92,
        example="web-7d9f   0/1   OOMKilled   3   6m",
        source="https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/",
    ),
    Rule(
        name="oom-kernel",
        tool="linux",
        category=Category.RESOURCE,
        pattern=r"[Oo]ut of memory: Kill(?:ed)? process \d+",
        anchors=("ut of memory: Kill",),
        weight=95,
        example="Memory cgroup out of memory: Killed process 4242 (node) total-vm:9000000kB",
        source="https://docs.kernel.org/admin-guide/mm/concepts.html",
    ),
    Rule(
        name="exit-137",
        tool="process",
        category=Category.RESOURCE,
        pattern=(
            "(?:exit(?:ed)?(?: with)?|returned)(?: an?)?(?: non-zero)?(?: exit)? (?:code|"
            r"status):? (?:of )?'?137\b"
        ),
        anchors=(
            " code 137",
            " code: 137",
            " status 137",
            " status: 137",
            " code '137",
            " code: '137",
            " status '137",
            " status: '137",
            "of 137",
            "of '137",
        ),
        weight=85,
        example="Process completed with exit code 137.",
        source="https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html",
    ),
    Rule(
        name="shell-killed",
        tool="bash",
        category=Category.RESOURCE,
        pattern=r"(?:: line \d+: +\d+ Killed\b|^(?:make(?:\[\d+\])?: \*\*\* .*\s|ninja: .*\s)?Killed$)",
        anchors=("Killed",),
        weight=92,
        example="./build.sh: line 12:  4242 Killed                  cargo build --release",
        source="https://www.gnu.org/software/bash/manual/html_node/Signals.html",
    ),
    Rule(
        name="signal-kill",
        tool="process",
        category=Category.RESOURCE,
        pattern=(
            r"(?:signal: killed|\(signal: 9, SIGKILL: kill\)|terminated by signal SIGKILL|signal "
            r"9 \[Killed\]|[Kk]illed by signal 9|due to signal 9 \(Killed\))"
        ),
        anchors=(
            "signal: killed",
            "signal: 9, SIGKILL",
            "terminated by signal SIGKILL",
            "signal 9 [Killed]",
            "illed by signal 9",
            "signal 9 (Killed)",
        ),
        weight=91,
        example=(
            "process didn't exit successfully: `rustc --crate-name app src/main.rs` (signal: 9, "
            "SIGKILL: kill)"
        ),
        source="https://github.com/rust-lang/cargo/blob/master/crates/cargo-util/src/process_error.rs",
    ),
    Rule(
        name="circle-killed-signal",
        tool="process",
        category=Category.RESOURCE,
        pattern='[Rr]eceived "killed" signal',
        anchors=('eceived "killed" signal',),
        weight=94,
        example='Received "killed" signal',
        source="https://support.circleci.com/hc/en-us/articles/115014359648",
    ),
    Rule(
        name="compiler-killed",
        tool="gcc",
        category=Category.RESOURCE,
        pattern=(
            "(?:fatal error: Killed signal terminated program|unable to execute command: Killed|"
            "internal compiler error: Killed|virtual memory exhausted: |LLVM ERROR: out of "
            r"memory|out of memory allocating \d+ bytes)"
        ),
        anchors=(
            "Killed signal terminated program",
            "unable to execute command: Killed",
            "internal compiler error: Killed",
            "virtual memory exhausted: ",
            "LLVM ERROR: out of memory",
            "out of memory allocating ",
        ),
        weight=95,
        example="g++: fatal error: Killed signal terminated program cc1plus",
        source="https://github.com/gcc-mirror/gcc/blob/master/gcc/gcc.cc",
    ),
    Rule(
        name="java-out-of-memory",
        tool="jvm",
        category=Category.RESOURCE,
        pattern=(
            r"java\.lang\.OutOfMemoryError|There is insufficient memory for the Java Runtime "
            "Environment"
        ),
        anchors=("java.lang.OutOfMemoryError", "There is insufficient memory for the Java"),
        weight=94,
        example="java.lang.OutOfMemoryError: Java heap space",
        source="https://docs.oracle.com/en/java/javase/21/troubleshoot/troubleshooting-memory-leaks.html",
    ),
    Rule(
        name="gradle-daemon-memory",
        tool="gradle",
        category=Category.RESOURCE,
        pattern=(
            "(?:Expiring Daemon because JVM heap space is exhausted|Gradle build daemon "
            "disappeared unexpectedly|Gradle build daemon has been stopped: )"
        ),
        anchors=(
            "Expiring Daemon because JVM heap space",
            "Gradle build daemon disappeared unexpectedly",
            "Gradle build daemon has been stopped: ",
        ),
        weight=88,
        example=(
            "Gradle build daemon disappeared unexpectedly (it may have been killed or may have crashed)"
        ),
        source="https://docs.gradle.org/current/userguide/gradle_daemon.html",
    ),
    Rule(
        name="node-heap",
        tool="node",
        category=Category.RESOURCE,
        pattern="FATAL ERROR: .*(?:heap out of memory|Allocation failed)",
        anchors=("FATAL ERROR: ",),
        weight=95,
        example="FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
        source="https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib",
    ),
    Rule(
        name="python-memory",
        tool="python",
        category=Category.RESOURCE,
        pattern=r"^(?:MemoryError\b|\S*_ArrayMemoryError: |\S*OutOfMemoryError: (?:CUDA|Unable))",
        anchors=("MemoryError",),
        weight=92,
        example="MemoryError: Unable to allocate 8.00 GiB for an array",
        source="https://docs.python.org/3/library/exceptions.html#MemoryError",
    ),
    Rule(
        name="cuda-out-of-memory",
        tool="cuda",
        category=Category.RESOURCE,
        pattern="CUDA out of memory",
        anchors=("CUDA out of memory",),
        weight=93,
        example="torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.",
        source="https://docs.pytorch.org/docs/stable/notes/cuda.html",
    ),
    Rule(
        name="dotnet-memory",
        tool="dotnet",
        category=Category.RESOURCE,
        pattern=r"System\.OutOfMemoryException",
        anchors=("System.OutOfMemoryException",),
        weight=92,
        example=(
            "System.OutOfMemoryException: Insufficient memory to continue the execution of the program."
        ),
        source="https://learn.microsoft.com/en-us/dotnet/api/system.outofmemoryexception",
    ),
    Rule(
        name="php-memory",
        tool="php",
        category=Category.RESOURCE,
        pattern=r"Allowed memory size of \d+ bytes exhausted",
        anchors=("Allowed memory size of ",),
        weight=95,
        example=(
            "PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to "
            "allocate 20480 bytes)"
        ),
        source="https://www.php.net/manual/en/ini.core.php#ini.memory-limit",
    ),
    Rule(
        name="go-memory",
        tool="go",
        category=Category.RESOURCE,
        pattern="(?:fatal error: runtime: out of memory|runtime: cannot allocate memory)",
        anchors=("runtime: out of memory", "runtime: cannot allocate memory"),
        weight=94,
        example="fatal error: runtime: out of memory",
        source="https://github.com/golang/go/blob/master/src/runtime/malloc.go",
    ),
    Rule(
        name="rust-allocation",
        tool="rust",
        category=Category.RESOURCE,
        pattern=r"memory allocation of \d+ bytes failed",
        anchors=("memory allocation of ",),
        weight=93,
        example="memory allocation of 8589934592 bytes failed",
        source="https://doc.rust-lang.org/std/alloc/fn.handle_alloc_error.html",
    ),
    Rule(
        name="ruby-memory",
        tool="ruby",
        category=Category.RESOURCE,
        pattern=r"failed to allocate memory \(NoMemoryError\)",
        anchors=("failed to allocate memory (NoMemoryError)",),
        weight=93,
        example="failed to allocate memory (NoMemoryError)",
        source="https://docs.ruby-lang.org/en/master/NoMemoryError.html",
    ),
    Rule(
        name="cannot-allocate",
        tool="linux",
        category=Category.RESOURCE,
        pattern=r"[Cc]annot allocate memory|\bENOMEM\b",
        anchors=("annot allocate memory", "ENOMEM"),
        weight=86,
        example="fork: Cannot allocate memory",
        source="https://man7.org/linux/man-pages/man3/errno.3.html",
    ),
    Rule(
        name="bad-alloc",
        tool="c++",
        category=Category.RESOURCE,
        pattern="std::bad_alloc",
        anchors=("std::bad_alloc",),
        weight=88,
        example="terminate called after throwing an instance of 'std::bad_alloc'",
        source="https://en.cppreference.com/w/cpp/memory/new/bad_alloc",
    ),
)
