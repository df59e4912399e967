"""Helm, chart-testing and the checks around charts."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="helm-lint-error",
        tool="helm",
        category=Category.LINT,
        pattern=r"\[ERROR\] (?P<file>templates/\S*|Chart\.yaml|values\.yaml|values|chart)\S*: ",
        anchors=("[ERROR] templates/", "[ERROR] Chart.yaml", "[ERROR] values", "[ERROR] chart"),
        weight=95,
        example=(
            "[ERROR] templates/: template: web/templates/svc.yaml:9:14: executing "
            '"web/templates/svc.yaml" at <.Values.svc.port>: nil pointer evaluating interface '
            "{}.port"
        ),
        source="https://github.com/helm/helm/blob/main/pkg/chart/v2/lint/support/message.go",
    ),
    Rule(
        name="helm-lint-summary",
        tool="helm",
        category=Category.LINT,
        pattern=r"Error: \d+ chart\(s\) linted, [1-9]\d* chart\(s\) failed",
        anchors=(" chart(s) linted, ",),
        weight=50,
        example="Error: 3 chart(s) linted, 1 chart(s) failed",
        source="https://github.com/helm/helm/blob/main/pkg/cmd/lint.go",
    ),
    Rule(
        name="helm-template-exec",
        tool="helm",
        category=Category.CONFIG,
        pattern=r'template: (?P<file>\S+?):(?P<line>\d+):\d+: executing ".+" at <',
        anchors=(': executing "',),
        weight=94,
        example=(
            'Error: template: web/templates/svc.yaml:9:14: executing "web/templates/svc.yaml" at '
            "<.Values.svc.port>: nil pointer evaluating interface {}.port"
        ),
        source="https://github.com/helm/helm/blob/main/pkg/engine/engine.go",
    ),
    Rule(
        name="helm-template-fail",
        tool="helm",
        category=Category.CONFIG,
        pattern=r"execution error at \((?P<file>[^:)]+):(?P<line>\d+):\d+\): ",
        anchors=("execution error at (",),
        weight=94,
        example="Error: execution error at (web/templates/secret.yaml:3:4): auth.password is required",
        source="https://github.com/helm/helm/blob/main/pkg/engine/engine.go",
    ),
    Rule(
        name="helm-template-parse",
        tool="helm",
        category=Category.CONFIG,
        pattern=r"parse error at \((?P<file>[^:)]+):(?P<line>\d+)\): ",
        anchors=("parse error at (",),
        weight=94,
        example='Error: parse error at (web/templates/svc.yaml:12): function "indnt" not defined',
        source="https://github.com/helm/helm/blob/main/pkg/engine/engine.go",
    ),
    Rule(
        name="helm-yaml-parse",
        tool="helm",
        category=Category.CONFIG,
        pattern=r"YAML parse error on (?P<file>[^:\s]+): ",
        anchors=("YAML parse error on ",),
        weight=94,
        example=(
            "Error: YAML parse error on web/templates/svc.yaml: error converting YAML to JSON: "
            "yaml: line 9: mapping values are not allowed in this context"
        ),
        source="https://github.com/helm/helm/blob/main/pkg/release/v1/util/manifest_sorter.go",
    ),
    Rule(
        name="helm-values-schema",
        tool="helm",
        category=Category.CONFIG,
        pattern=r"values don't meet the specifications of the schema\(s\)",
        anchors=("values don't meet the specifications of the",),
        weight=90,
        example="Error: values don't meet the specifications of the schema(s) in the following chart(s):",
        source="https://github.com/helm/helm/blob/main/pkg/chart/common/util/jsonschema.go",
    ),
    Rule(
        name="helm-operation-failed",
        tool="helm",
        category=Category.CONFIG,
        pattern="Error: (?:INSTALLATION|UPGRADE|ROLLBACK|UNINSTALL(?:ATION)?) FAILED: ",
        anchors=(" FAILED: ",),
        weight=86,
        example=(
            'Error: UPGRADE FAILED: cannot patch "web" with kind Deployment: spec.selector: Invalid value'
        ),
        source="https://github.com/helm/helm/blob/main/pkg/cmd/upgrade.go",
    ),
    Rule(
        name="helm-operation-pending",
        tool="helm",
        category=Category.INFRA,
        pattern=r"another operation \(install/upgrade/rollback\) is in progress",
        anchors=("another operation (install/upgrade/rollback)",),
        weight=95,
        example="Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress",
        source="https://github.com/helm/helm/blob/main/pkg/action/upgrade.go",
    ),
    Rule(
        name="helm-wait-timeout",
        tool="helm",
        category=Category.RESOURCE,
        pattern=(
            "(?:INSTALLATION|UPGRADE) FAILED: (?:.*)(?:timed out waiting for the condition|"
            "context deadline exceeded)"
        ),
        anchors=("INSTALLATION FAILED: ", "UPGRADE FAILED: "),
        weight=88,
        example="Error: INSTALLATION FAILED: timed out waiting for the condition",
        source="https://github.com/helm/helm/blob/main/pkg/cmd/install.go",
    ),
    Rule(
        name="helm-dependency-missing",
        tool="helm",
        category=Category.DEPENDENCY,
        pattern=r"found in Chart\.yaml, but missing in charts/ directory: ",
        anchors=("but missing in charts/ directory",),
        weight=95,
        example=(
            "Error: An error occurred while checking for chart dependencies. You may need to run "
            "`helm dependency build` to fetch missing dependencies: found in Chart.yaml, but "
            "missing in charts/ directory: redis"
        ),
        source="https://github.com/helm/helm/blob/main/pkg/action/action.go",
    ),
    Rule(
        name="helm-lock-out-of-sync",
        tool="helm",
        category=Category.DEPENDENCY,
        pattern=r"the lock file \(\S+\) is out of sync with the dependencies file",
        anchors=("is out of sync with the dependencies file",),
        weight=95,
        example=(
            "Error: the lock file (Chart.lock) is out of sync with the dependencies file "
            "(Chart.yaml). Please update the dependencies"
        ),
        source="https://github.com/helm/helm/blob/main/pkg/downloader/manager.go",
    ),
    Rule(
        name="helm-repository-missing",
        tool="helm",
        category=Category.DEPENDENCY,
        pattern=(
            "(?:no repository definition for |Please add the missing repos via 'helm repo add'|"
            r"no cached repository for \S+ found|Error: repo \S+ not found)"
        ),
        anchors=(
            "no repository definition for ",
            "Please add the missing repos via",
            "no cached repository for ",
            "Error: repo ",
        ),
        weight=94,
        example=(
            "Error: no repository definition for https://charts.example.com. Please add the "
            "missing repos via 'helm repo add'"
        ),
        source="https://github.com/helm/helm/blob/main/pkg/downloader/manager.go",
    ),
    Rule(
        name="helm-chart-version-missing",
        tool="helm",
        category=Category.DEPENDENCY,
        pattern=(
            r"""(?:can't get a valid version for |chart \".+\" (?:matching \S+ |version \".+\" """
            ")?not found in |chart not found in repo )"
        ),
        anchors=(
            "can't get a valid version for ",
            '" not found in ',
            " not found in ",
            "chart not found in repo ",
        ),
        weight=92,
        example=(
            'Error: can\'t get a valid version for 1 subchart(s): "redis" (repository '
            '"https://charts.example.com", version "99.x"). Make sure a matching chart version '
            "exists in the repo"
        ),
        source="https://github.com/helm/helm/blob/main/pkg/downloader/manager.go",
    ),
    Rule(
        name="helm-repository-unreachable",
        tool="helm",
        category=Category.INFRA,
        pattern='looks like ".+" is not a valid chart repository or cannot be reached',
        anchors=("is not a valid chart repository or cannot be",),
        weight=92,
        example=(
            'Error: looks like "https://charts.example.com" is not a valid chart repository or '
            'cannot be reached: Get "https://charts.example.com/index.yaml": EOF'
        ),
        source="https://github.com/helm/helm/blob/main/pkg/repo/v1/chartrepo.go",
    ),
    Rule(
        name="helm-chart-yaml",
        tool="helm",
        category=Category.CONFIG,
        pattern=(
            r"(?:Error: Chart\.yaml file is missing|validation: chart\.metadata\.\S+ |cannot load "
            r"Chart\.yaml: |Error: path \".+\" not found)"
        ),
        anchors=(
            "Chart.yaml file is missing",
            "validation: chart.metadata.",
            "cannot load Chart.yaml: ",
            'Error: path "',
        ),
        weight=94,
        example='Error: validation: chart.metadata.version "1.4" is invalid',
        source="https://github.com/helm/helm/blob/main/pkg/chart/v2/metadata.go",
    ),
    Rule(
        name="helm-kube-version",
        tool="helm",
        category=Category.CONFIG,
        pattern="chart requires kubeVersion: .+ which is incompatible with Kubernetes",
        anchors=("chart requires kubeVersion: ",),
        weight=95,
        example="Error: chart requires kubeVersion: >=1.31.0 which is incompatible with Kubernetes v1.29.0",
        source="https://github.com/helm/helm/blob/main/pkg/action/action.go",
    ),
    Rule(
        name="helm-cluster-unreachable",
        tool="helm",
        category=Category.INFRA,
        pattern="[Kk]ubernetes cluster unreachable: ",
        anchors=("ubernetes cluster unreachable: ",),
        weight=92,
        example=(
            "Error: INSTALLATION FAILED: Kubernetes cluster unreachable: Get "
            '"http://localhost:8080/version": dial tcp [::1]:8080: connect: connection refused'
        ),
        source="https://github.com/helm/helm/blob/main/pkg/kube/client.go",
    ),
    Rule(
        name="helm-no-matches",
        tool="kubernetes",
        category=Category.CONFIG,
        pattern=r'no matches for kind "\S+" in (?:version|group) "',
        anchors=('no matches for kind "',),
        weight=94,
        example=(
            "Error: unable to build kubernetes objects from release manifest: resource mapping "
            'not found for name: "web" namespace: "" from "": no matches for kind "Gateway" in '
            'version "gateway.networking.k8s.io/v1"'
        ),
        source="https://github.com/helm/helm/blob/main/pkg/kube/client.go",
    ),
    Rule(
        name="helm-unittest-failed",
        tool="helm-unittest",
        category=Category.TEST,
        pattern=r"^\s*FAIL\s+.+\t(?P<file>\S+_test\.ya?ml)$",
        anchors=("_test.yaml", "_test.yml"),
        weight=85,
        example=" FAIL  web service\ttests/svc_test.yaml",
        source="https://github.com/helm-unittest/helm-unittest",
    ),
    Rule(
        name="chart-testing-version",
        tool="chart-testing",
        category=Category.LINT,
        pattern=r"chart version not ok\. Needs a version bump!",
        anchors=("chart version not ok. Needs a version bump!",),
        weight=96,
        example="Error: failed linting charts: chart version not ok. Needs a version bump!",
        source="https://github.com/helm/chart-testing/blob/main/pkg/chart/chart.go",
    ),
    Rule(
        name="chart-testing-maintainers",
        tool="chart-testing",
        category=Category.LINT,
        pattern="(?:chart doesn't have maintainers|deprecated chart must not have maintainers)",
        anchors=("chart doesn't have maintainers", "chart must not have maintainers"),
        weight=95,
        example="chart doesn't have maintainers",
        source="https://github.com/helm/chart-testing/blob/main/pkg/chart/chart.go",
    ),
    Rule(
        name="chart-testing-summary",
        tool="chart-testing",
        category=Category.LINT,
        pattern="Error: failed (?:linting|installing|linting and installing) charts: ",
        anchors=("Error: failed linting ", "Error: failed installing "),
        weight=42,
        example="Error: failed linting charts: failed processing charts",
        source="https://github.com/helm/chart-testing/blob/main/ct/cmd/lint.go",
    ),
    Rule(
        name="chart-releaser-exists",
        tool="chart-releaser",
        category=Category.CONFIG,
        pattern="error creating GitHub release .+: .*already_exists",
        anchors=("error creating GitHub release ",),
        weight=95,
        example=(
            "Error: error creating GitHub release web-1.4.0: POST "
            "https://api.github.com/repos/octo/charts/releases: 422 Validation Failed "
            "[{Resource:Release Field:tag_name Code:already_exists Message:}]"
        ),
        source="https://github.com/helm/chart-releaser/blob/main/pkg/releaser/releaser.go",
    ),
)
