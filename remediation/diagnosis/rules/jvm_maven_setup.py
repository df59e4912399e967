"""Maven: dependencies, plugins, the project model and the enforcer."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RESOLUTION = "https://cwiki.apache.org/confluence/display/MAVEN/DependencyResolutionException"
BUILDING = "https://cwiki.apache.org/confluence/display/MAVEN/ProjectBuildingException"
ENFORCER = "https://maven.apache.org/enforcer/enforcer-rules/"

RULES: tuple[Rule, ...] = (
    Rule(
        name="maven-dependencies",
        tool="maven",
        category=Category.DEPENDENCY,
        pattern=r"Could not resolve dependencies for project \S",
        anchors=("Could not resolve dependencies for project",),
        weight=92,
        example=(
            "[ERROR] Failed to execute goal on project kiln: Could not resolve dependencies for "
            "project com.example:kiln:jar:1.0"
        ),
        source=RESOLUTION,
    ),
    Rule(
        name="maven-artifact-missing",
        tool="maven",
        category=Category.DEPENDENCY,
        pattern=(
            r"(?:^\s*|\[(?:ERROR|FATAL)\].* )(?:Could not find artifact \S+:\S+"
            r"|Failure to find \S+:\S+:\S+ in |\S+:\S+ was not found in \S+ during a previous attemp"
            r"t)"
        ),
        anchors=("Could not find artifact", "Failure to find", "during a previous attempt"),
        weight=93,
        example=(
            "[ERROR] Could not find artifact com.example:clay:jar:1.4 in central "
            "(https://repo.example.com/maven2)"
        ),
        source=RESOLUTION,
    ),
    Rule(
        name="maven-transfer-denied",
        tool="maven",
        category=Category.PERMISSION,
        pattern=(
            "Could not (?:transfer|find) (?:artifact|metadata) .*(?:status code: 40[13]"
            "|authentication failed|Not authorized|Unauthorized|Forbidden)"
            "|Failed to deploy artifacts: .*(?:40[139]|Unauthorized|Forbidden)"
        ),
        anchors=(
            "Could not transfer",
            "Could not find artifact",
            "Could not find metadata",
            "Failed to deploy artifacts:",
        ),
        weight=92,
        example=(
            "Could not transfer artifact com.example:clay:pom:1.4 from/to internal "
            "(https://repo.example.com): status code: 401"
        ),
        source="https://maven.apache.org/plugins/maven-deploy-plugin/",
    ),
    Rule(
        name="maven-transfer-failed",
        tool="maven",
        category=Category.INFRA,
        pattern=(
            r"(?:^\s*|\[(?:ERROR|FATAL)\].* )Could not transfer (?:artifact|metadata) .*(?:Connect"
            r"(?:ion)? (?:timed out|reset|refused|to)|Read timed out|status code: 5\d\d|Unknown host"
            r"|Remote host terminated|PKIX path|Connection reset|Premature end|handshake)"
        ),
        anchors=("Could not transfer",),
        weight=90,
        example=(
            "Could not transfer artifact com.example:clay:pom:1.4 from/to central "
            "(https://repo.example.com): Connection timed out"
        ),
        source=RESOLUTION,
    ),
    Rule(
        name="maven-parent",
        tool="maven",
        category=Category.DEPENDENCY,
        pattern="Non-resolvable (?:parent POM|import POM)(?: for)?",
        anchors=("Non-resolvable",),
        weight=93,
        example=(
            "[FATAL] Non-resolvable parent POM for com.example:kiln:1.0: Could not find artifact "
            "com.example:parent:pom:3"
        ),
        source=BUILDING,
    ),
    Rule(
        name="maven-plugin",
        tool="maven",
        category=Category.DEPENDENCY,
        pattern=(
            r"\[ERROR\] (?:.* )?(?:Plugin \S+ or one of its dependencies could not be resolved"
            r"|Error resolving version for plugin '|No plugin found for prefix '"
            r"|Could not find goal ')"
        ),
        anchors=(
            "or one of its dependencies could not be resolved",
            "Error resolving version for plugin '",
            "No plugin found for prefix '",
            "Could not find goal '",
        ),
        weight=92,
        example=(
            "[ERROR] Plugin com.example:clay-maven-plugin:1.4 or one of its dependencies could not "
            "be resolved: "
        ),
        source="https://cwiki.apache.org/confluence/display/MAVEN/PluginResolutionException",
    ),
    Rule(
        name="maven-pom-invalid",
        tool="maven",
        category=Category.CONFIG,
        pattern=(
            r"(?:\[FATAL\]|\[ERROR\]) (?:Non-parseable POM|Malformed POM|'[\w./-]+' (?:for \S+ )?"
            r"(?:is missing|must be|contains an expression|with value)|Child module \S+ of"
            r"|Could not find the selected project in the reactor|Unknown lifecycle phase"
            r"|The goal you specified requires a project to execute|Unknown packaging: )"
        ),
        anchors=(
            "Non-parseable POM",
            "Malformed POM",
            "[ERROR] '",
            "[FATAL] '",
            "Child module",
            "Could not find the selected project",
            "Unknown lifecycle phase",
            "The goal you specified requires a project",
            "Unknown packaging:",
        ),
        weight=92,
        example=(
            "[ERROR] 'dependencies.dependency.version' for com.example:clay:jar is missing. @ line "
            "57, column 17"
        ),
        source=BUILDING,
    ),
    Rule(
        name="maven-enforcer-goal",
        tool="maven-enforcer",
        category=Category.DEPENDENCY,
        pattern=r"Failed to execute goal \S*enforcer\S*:\S+ (?:\([^)]*\) )?on project \S+:",
        anchors=("Failed to execute goal",),
        weight=55,
        example=(
            "[ERROR] Failed to execute goal org.example.plugins:maven-enforcer-plugin:3.4.1:enforce"
            " (all) on project kiln: "
        ),
        source=ENFORCER,
    ),
    Rule(
        name="maven-enforcer-dependency",
        tool="maven-enforcer",
        category=Category.DEPENDENCY,
        pattern=(
            r"Dependency convergence error for |(?:DependencyConvergence|BannedDependencies"
            r"|RequireUpperBoundDeps|BanDuplicate\w+|RequireReleaseDeps"
            r"|BanTransitiveDependencies) failed with message"
            r"|Require upper bound dependencies error for|Found Banned Dependency: "
        ),
        anchors=(
            "Dependency convergence error for",
            "failed with message",
            "Require upper bound dependencies error",
            "Found Banned Dependency:",
        ),
        weight=91,
        example=(
            "Dependency convergence error for com.example:clay:jar:1.4:compile paths to dependency are:"
        ),
        source=ENFORCER,
    ),
    Rule(
        name="maven-enforcer-environment",
        tool="maven-enforcer",
        category=Category.CONFIG,
        pattern=(
            "Detected (?:JDK|Maven)(?: version|:)? .*(?:is not in the allowed range"
            "|which is not in the allowed)|(?:RequireJavaVersion|RequireMavenVersion"
            "|RequireEnvironmentVariable|RequireProperty|RequirePluginVersions) failed with message"
        ),
        anchors=("is not in the allowed", "failed with message"),
        weight=92,
        example="Detected JDK version 11.0.2 is not in the allowed range [17,).",
        source=ENFORCER,
    ),
    Rule(
        name="maven-dependency-analysis",
        tool="maven",
        category=Category.DEPENDENCY,
        pattern=(
            "Dependency problems found|Used undeclared dependencies found|Unused declared dependencies found"
        ),
        anchors=("Dependency problems found", "undeclared dependencies found", "declared dependencies found"),
        weight=80,
        example="[ERROR] Used undeclared dependencies found:",
        source="https://maven.apache.org/plugins/maven-dependency-plugin/analyze-only-mojo.html",
    ),
    Rule(
        name="maven-wrapper",
        tool="maven",
        category=Category.CONFIG,
        pattern=(
            r"(?:\./)?mvnw: (?:No such file or directory|Permission denied)|Error: Failed to "
            r"(?:fetch|validate) \S*maven|wget: Failed to fetch \S+maven"
        ),
        anchors=("mvnw:", "Error: Failed to", "wget: Failed to fetch"),
        weight=88,
        example="./mvnw: Permission denied",
        source="https://maven.apache.org/wrapper/",
    ),
)
