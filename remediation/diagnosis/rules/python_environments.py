"""What uv, Poetry, Pipenv, PDM, Hatch and conda write, and what builds the docs of a Python project."""

# ruff: noqa: RUF001 - the signs are those that the tools write

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

_UV = "https://docs.astral.sh/uv/reference/troubleshooting/"
_UV_LOCK = "https://docs.astral.sh/uv/concepts/projects/sync/"
_POETRY = "https://github.com/python-poetry/poetry/blob/main/src/poetry/mixology/failure.py"
_CONDA = "https://github.com/conda/conda/blob/main/conda/exceptions.py"
_LIBMAMBA = "https://mamba.readthedocs.io/en/latest/advanced_usage/package_resolution.html"
_SPHINX = "https://www.sphinx-doc.org/en/master/man/sphinx-build.html"
_MKDOCS = "https://www.mkdocs.org/user-guide/configuration/#strict"

RULES: tuple[Rule, ...] = (
    Rule(
        name="uv-no-solution",
        tool="uv",
        category=Category.DEPENDENCY,
        pattern=r"No solution found when resolving ",
        anchors=("No solution found when resolving ",),
        weight=91,
        example="  × No solution found when resolving dependencies:",
        source=_UV,
    ),
    Rule(
        name="uv-because",
        tool="uv",
        category=Category.DEPENDENCY,
        pattern=r"^\s*(?:(?:╰─▶|hint:|cause:|And) )?(?:Because|because) .*(?:depends? on|there is no"
        r"|there are no|only |not found"
        r"|was not found|requires)",
        anchors=("Because ", "because "),
        weight=90,
        example="  ╰─▶ Because only ledgerlib<=1.4 is available and your project depends on "
        "ledgerlib>=2, we can conclude",
        source=_UV,
    ),
    Rule(
        name="uv-lock-outdated",
        tool="uv",
        category=Category.DEPENDENCY,
        pattern=r"The lockfile at `?uv\.lock`? needs to be updated|Unable to find lockfile at `uv\.lock`",
        anchors=("needs to be updated", "Unable to find lockfile at"),
        weight=92,
        example="The lockfile at `uv.lock` needs to be updated, but `--locked` was provided.",
        source=_UV_LOCK,
    ),
    Rule(
        name="uv-build",
        tool="uv",
        category=Category.BUILD,
        pattern=r"^\s*(?:× |error: |╰─▶ |├─▶ |cause: )?(?:Failed to (?:build|download|fetch|prepare"
        r"|resolve)(?: and build)?[: ]+`"
        r"|Call to `\S+` failed|The build backend returned an error)",
        anchors=("Failed to ", "Call to `", "The build backend returned an error"),
        weight=76,
        example="  × Failed to build `ledgerlib==1.4`",
        source="https://docs.astral.sh/uv/reference/troubleshooting/build-failures/",
    ),
    Rule(
        name="uv-spawn",
        tool="uv",
        category=Category.DEPENDENCY,
        pattern=r"^error: Failed to spawn: `[^`]+`",
        anchors=("error: Failed to spawn: `",),
        weight=90,
        example="error: Failed to spawn: `pytest`",
        source="https://docs.astral.sh/uv/concepts/projects/run/",
    ),
    Rule(
        name="uv-python",
        tool="uv",
        category=Category.CONFIG,
        pattern=r"error: No interpreter found for "
        r"|requested Python interpreter resolved to .* which is incompatible",
        anchors=("No interpreter found for ", "Python interpreter resolved to "),
        weight=90,
        example="error: No interpreter found for Python 3.15 in managed installations or search path",
        source="https://docs.astral.sh/uv/concepts/python-versions/",
    ),
    Rule(
        name="poetry-solving",
        tool="poetry",
        category=Category.DEPENDENCY,
        pattern=r"^\s*(?:So, because |Because |And because |Thus, |So, ).*version solving failed\.",
        anchors=("version solving failed.",),
        weight=93,
        example="So, because cart depends on ledgerlib (^2.0), version solving failed.",
        source=_POETRY,
    ),
    Rule(
        name="poetry-lock-outdated",
        tool="poetry",
        category=Category.DEPENDENCY,
        pattern=r"pyproject\.toml changed significantly since poetry\.lock was last generated"
        r"|poetry\.lock is not up to date with pyproject\.toml",
        anchors=("pyproject.toml changed significantly", "poetry.lock is not up to date"),
        weight=92,
        example="pyproject.toml changed significantly since poetry.lock was last generated. Run `poetry "
        "lock`.",
        source="https://github.com/python-poetry/poetry/blob/main/src/poetry/installation/installer.py",
    ),
    Rule(
        name="poetry-python",
        tool="poetry",
        category=Category.CONFIG,
        pattern=r"Current Python version \([\d.]+\) is not allowed by the project",
        anchors=("is not allowed by the project",),
        weight=91,
        example="Current Python version (3.9.19) is not allowed by the project (^3.11).",
        source="https://python-poetry.org/docs/managing-environments/",
    ),
    Rule(
        name="poetry-command",
        tool="poetry",
        category=Category.CONFIG,
        pattern=r"^Command not found: \S|^The command \".+\" does not exist\.$"
        r"|Poetry could not find a pyproject\.toml file",
        anchors=("Command not found: ", '" does not exist.', "Poetry could not find a pyproject.toml"),
        weight=88,
        example="Command not found: pytest",
        source="https://python-poetry.org/docs/cli/#run",
    ),
    Rule(
        name="poetry-unable-to-install",
        tool="poetry",
        category=Category.DEPENDENCY,
        pattern=r"Unable to find installation candidates for \S|^\s*Hash for \S+ .*not found in known hashes",
        anchors=("Unable to find installation candidates for", "not found in known hashes"),
        weight=91,
        example="Unable to find installation candidates for ledgerlib (1.4.0)",
        source="https://github.com/python-poetry/poetry/blob/main/src/poetry/installation/chooser.py",
    ),
    Rule(
        name="pipenv-lock",
        tool="pipenv",
        category=Category.DEPENDENCY,
        pattern=r"Your Pipfile\.lock \(\w+\) is out of date|Locking Failed!|DependencyException"
        r"|There are incompatible versions",
        anchors=(
            "Your Pipfile.lock (",
            "Locking Failed!",
            "DependencyException",
            "There are incompatible versions",
        ),
        weight=89,
        example="Your Pipfile.lock (a1b2c3) is out of date. Run `pipenv lock` to update it.",
        source="https://pipenv.pypa.io/en/latest/",
    ),
    Rule(
        name="pdm-resolution",
        tool="pdm",
        category=Category.DEPENDENCY,
        pattern=r"\[ResolutionImpossible\]|Unable to find a resolution"
        r"|Lock file hash doesn't match pyproject\.toml",
        anchors=("[ResolutionImpossible]", "Unable to find a resolution", "Lock file hash doesn't match"),
        weight=89,
        example="[ResolutionImpossible]: Unable to find a resolution",
        source="https://pdm-project.org/en/latest/usage/lockfile/",
    ),
    Rule(
        name="hatch-environment",
        tool="hatch",
        category=Category.CONFIG,
        pattern=r"^Environment `[^`]+` is incompatible: ",
        anchors=("` is incompatible: ",),
        weight=88,
        example="Environment `test` is incompatible: cannot locate Python: 3.13",
        source="https://hatch.pypa.io/latest/environment/",
    ),
    Rule(
        name="conda-unsatisfiable",
        tool="conda",
        category=Category.DEPENDENCY,
        pattern=r"(?:LibMambaUnsatisfiableError|UnsatisfiableError|PackagesNotFoundError"
        r"|ResolvePackageNotFound): ?",
        anchors=("UnsatisfiableError:", "PackagesNotFoundError:", "ResolvePackageNotFound:"),
        weight=86,
        example="PackagesNotFoundError: The following packages are not available from current channels:",
        source=_CONDA,
    ),
    Rule(
        name="conda-problem",
        tool="conda",
        category=Category.DEPENDENCY,
        pattern=r"^\s*- (?:nothing provides (?:requested )?\S+"
        r"|package \S+ requires .+, but none of the providers can be installed)",
        anchors=("nothing provides ", "but none of the providers can be installed"),
        weight=92,
        example="  - nothing provides libledger >=12 needed by ledgerlib-1.17-h00cdaf9_0",
        source=_LIBMAMBA,
    ),
    Rule(
        name="mamba-problem",
        tool="mamba",
        category=Category.DEPENDENCY,
        pattern=r"[├└]─ .+(?:does not exist \(perhaps|is not installable because"
        r"|conflicts with any installable)",
        anchors=("does not exist (perhaps", "is not installable because", "conflicts with any installable"),
        weight=91,
        example="    └─ ledgerlib =* * does not exist (perhaps a typo or a missing channel).",
        source=_LIBMAMBA,
    ),
    Rule(
        name="mamba-unsolved",
        tool="mamba",
        category=Category.DEPENDENCY,
        pattern=r"Could not solve for environment specs",
        anchors=("Could not solve for environment specs",),
        weight=70,
        example="error    libmamba Could not solve for environment specs",
        source=_LIBMAMBA,
    ),
    Rule(
        name="conda-http",
        tool="conda",
        category=Category.INFRA,
        pattern=r"CondaHTTPError: HTTP |CondaSSLError: ",
        anchors=("CondaHTTPError: ", "CondaSSLError: "),
        weight=86,
        example="CondaHTTPError: HTTP 503 SERVICE UNAVAILABLE for url "
        "<https://channel.example/noarch/repodata.json>",
        source=_CONDA,
    ),
    Rule(
        name="conda-environment",
        tool="conda",
        category=Category.CONFIG,
        pattern=r"^(?:EnvironmentNameNotFound|EnvironmentFileNotFound|EnvironmentLocationNotFound"
        r"|InvalidSpec): ",
        anchors=("NameNotFound: ", "FileNotFound: ", "LocationNotFound: ", "InvalidSpec: "),
        weight=88,
        example="EnvironmentNameNotFound: Could not find conda environment: cart-dev",
        source=_CONDA,
    ),
    Rule(
        name="sphinx-warning",
        tool="sphinx",
        category=Category.BUILD,
        pattern=r"^(?P<file>[^\s:][^:]*\.(?:rst|md|py"
        r"|ipynb)):(?:docstring of [\w.]+:)?(?P<line>\d+): WARNING: \S",
        anchors=(": WARNING: ",),
        weight=76,
        example="/src/docs/index.rst:7: WARNING: undefined label: 'books' [ref.ref]",
        source=_SPHINX,
    ),
    Rule(
        name="sphinx-error",
        tool="sphinx",
        category=Category.BUILD,
        pattern=r"^(?P<file>[^\s:][^:]*\.(?:rst|md|py|ipynb)):(?:docstring of [\w.]+:)?(?P<line>\d+): "
        r"(?:ERROR|SEVERE|CRITICAL): \S",
        anchors=(": ERROR: ", ": SEVERE: ", ": CRITICAL: "),
        weight=89,
        example='/src/docs/usage.rst:12: ERROR: Unknown directive type "ledger".',
        source=_SPHINX,
    ),
    Rule(
        name="sphinx-exception",
        tool="sphinx",
        category=Category.BUILD,
        pattern=r"^(?:Extension error|Configuration error|Sphinx error|Theme error|Exception occurred"
        r"|Handler <.+> .*error):?",
        anchors=(
            "Extension error",
            "Configuration error",
            "Sphinx error",
            "Theme error",
            "Exception occurred",
            "Handler <",
        ),
        weight=84,
        example="Extension error:",
        source="https://github.com/sphinx-doc/sphinx/blob/master/sphinx/errors.py",
    ),
    Rule(
        name="sphinx-summary",
        tool="sphinx",
        category=Category.BUILD,
        pattern=r"^build finished with problems(?:, \d+ warnings?)?(?: \(with warnings treated as errors\))?",
        anchors=("build finished with problems",),
        weight=52,
        example="build finished with problems, 2 warnings (with warnings treated as errors).",
        source=_SPHINX,
    ),
    Rule(
        name="sphinx-linkcheck",
        tool="sphinx",
        category=Category.LINT,
        pattern=r"^\(\s*(?P<file>[^)]+): line +(?P<line>\d+)\) broken +\S",
        anchors=(") broken ",),
        weight=90,
        example="(           usage: line   12) broken    https://books.example/none - 404 Client Error: "
        "Not Found",
        source="https://www.sphinx-doc.org/en/master/usage/configuration.html#options-for-the-linkcheck-builder",
    ),
    Rule(
        name="mkdocs-strict",
        tool="mkdocs",
        category=Category.BUILD,
        pattern=r"^(?:ERROR +-  )?Aborted with \d+ (?:warnings?|.*errors?) in ['\"]?strict['\"]? mode!?",
        anchors=("Aborted with ",),
        weight=56,
        example="Aborted with 1 warnings in strict mode!",
        source=_MKDOCS,
    ),
    Rule(
        name="mkdocs-warning",
        tool="mkdocs",
        category=Category.BUILD,
        pattern=r"^(?:\[[^\]]*\] )?(?:WARNING|ERROR) +-  \S",
        anchors=("WARNING ", "ERROR "),
        weight=74,
        example="WARNING -  Doc file 'index.md' contains a link 'none.md', but the target is not found.",
        source=_MKDOCS,
    ),
)
