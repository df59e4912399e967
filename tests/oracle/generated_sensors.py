"""Generate sensors from a fixed seed: everything that the evaluator supports, also what makes no sense."""

import random
from collections.abc import Sequence

from remediation.model import JsonObject
from tests.oracle.hostile import PATHS

PATTERNS = (
    "^opened$",
    "opened",
    "^(labeled|submitted|created|completed)$",
    "^push$",
    "^pull_request$",
    "pull_request",
    "^refs/heads/task-[1-9][0-9]{0,5}-[a-z0-9-]{1,60}$",
    "task-[0-9]+-",
    r"^5DLabs-Rex\[bot\]$",
    "5DLabs-Rex[bot]",
    r"(?i)^5dlabs-rex(\[bot\])?$",
    "(?i)^codertocat$",
    "^Codertocat$",
    "^[0-9a-f]{40}$",
    "^[0-9a-f-]{36}$",
    "^$",
    ".",
    "^.*$",
    "(?s)^.*$",
    "(?m)^x$",
    "x$",
    r"x\z",
    r"\S",
    r"^\w+$",
    r"^\d+$",
    r"\p{L}",
    r"\pN",
    "(?i)ß|\u017f|k",
    r"[^\x00-\x7f]",
    r"\x00",
    "\ufffd",
    "^true$",
    "^(5|42|1000000|1234567|12216892003)$",
    "^9007199254740992$",
    "^1000000000000000000000$",
    "\\\\u003c",
    r"^\{.*\}$",
    r"^\[\]$",
    "^null$",
    "<no value>",
    r"\bbug\b",
)
NUMBERS = (
    "0",
    "1",
    "5",
    "-7",
    "0.1",
    "42",
    "1e3",
    "9007199254740992",
    "12216892003",
    "1e21",
    "0x10p0",
    "inf",
    "x",
)
TRUTHS = ("true", "false", "1", "F", "True", "yes")
COMPARATORS = ("", "=", "!=", ">", ">=", "<", "<=")
FILTER_TEMPLATES = (
    "{{ .Input | lower }}",
    "{{ .Input }}",
    "x{{- .Input -}} y",
    '{{ trimPrefix "refs/heads/" .Input }}',
    '{{ regexFind "[0-9]+" .Input }}',
    '{{ regexReplaceAll "([a-z])([0-9]*)" .Input "<$2${1}$$>" }}',
    "{{ .Input.body }}",
    '{{ default "none" .Input | quote }}',
)
DATA_TEMPLATES = (
    "{{ .Input.body.action }}",
    "run-{{ .Input.body.odd.value }}",
    "{{ .Input.body.odd.value }}",
    '{{ index .Input.body "X-GitHub-Delivery" }}',
    '{{ index .Input.headers "X-Github-Event" 0 }}',
    '{{ index .Input.headers "X-Github-Event" 7 }}',
    '{{ index .Input.body.odd.list 2 "deep" 0 }}',
    '{{ index .Input.body "odd" "value" }}',
    '{{ index .Input.body.odd.value "a" }}',
    "{{ index .Input.body.odd.value 0 }}",
    "{{ .Input.body.odd.value | toJson }}",
    "{{ .Input.body.odd | toJson | b64enc }}",
    "{{ .Input.body.odd.value | quote }}",
    '{{ quote .Input.body.odd.value .Input.body.missing 5 `raw "text"` }}',
    "{{ .Input.body.odd.value | b64enc }}",
    "{{ .Input.body.odd.value | lower }}|{{ .Input.body.sender.login | upper }}",
    '{{ replace "/" "." .Input.body.repository.full_name | lower }}',
    '{{ trimPrefix "refs/heads/" .Input.body.ref | trimSuffix "-b" }}',
    '{{ regexFind "task-[0-9]+" .Input.body.ref }}',
    '{{ regexReplaceAll "[^a-z]+" .Input.body.odd.value "-" }}',
    '{{ regexReplaceAll "" .Input.body.odd.value "_" }}',
    '{{ regexReplaceAll "(.)(x?)" .Input.body.odd.value "$2${1}$3" }}',
    '{{ .Input.body.odd.value | default "none" }}',
    "{{ default .Input.body.number .Input.body.missing }}",
    '{{ (index .Input.body "odd").value }}'.replace(").value", ' "value")'),
    "{{ .Input.body.missing.below.deeper }}!",
    "{{ .Input.body.repository.language.below }}",
    "{{ .Input.body.number.below }}",
    "{{ .Input.body.sender }}",
    "{{ .Input.body.pull_request.labels }}",
    "{{ .Input.body.odd.list }}",
    "{{ .Missing }}",
    'Bearer {{ env "TOKEN" }}',
    '{{ env "EMPTY" }}',
    '{{ 42 }}{{ -7 }}{{ "a\\tb" }}',
    "  {{- 1 }} {{ 2 -}}  \n {{- 3 -}} end",
    "just text",
    "",
)  # fmt: skip
DESTINATIONS = (
    "metadata.name",
    "metadata.namespace",
    r"metadata.labels.remedy\.dev/task",
    "metadata.labels.plain",
    "metadata.labels.example.com/lost",
    "spec.arguments.parameters.0.value",
    "spec.arguments.parameters.1.name",
    "spec.arguments.parameters.3.value",
    "spec.arguments.parameters.name",
    "spec.new.0.1.deep",
    "spec.entrypoint",
    "spec.count",
    "spec.nothing.below",
    "data.é🚀",
    r"data.a\*b",
    "status",
)
OPERATIONS = ("", "", "overwrite", "append", "prepend")
CONDITIONS = {
    1: ("", "push"),
    2: ("", "push || two-2", "push && two-2", "two-2", "two-2||push"),
    3: (
        "",
        "push || two-2 && t_3",
        "(push || two-2) && t_3",
        "((push)) || (two-2 && t_3)",
        "t_3 && push || t_3 && two-2",
    ),
}
NAMES = ("push", "two-2", "t_3")


def sensors(count: int, *, seed: int) -> list[JsonObject]:
    """Give generated sensors, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # a test that can be repeated, nothing secret
    return [_sensor(number, chance) for number in range(count)]


def _sensor(number: int, chance: random.Random) -> JsonObject:
    names = NAMES[: chance.choice((1, 1, 1, 2, 3))]
    if len(names) > 1 and chance.random() < 0.4:
        # As our own sensors are: a trigger for each kind of event.
        triggers = [_trigger(f"t-{name}", name, names, chance) for name in names]
    else:
        triggers = [_trigger("t", chance.choice(CONDITIONS[len(names)]), names, chance)]
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Sensor",
        "metadata": {"name": f"generated-{number}", "namespace": "remediation"},
        "spec": {"dependencies": [_dependency(name, chance) for name in names], "triggers": triggers},
    }


def _trigger(name: str, conditions: str, names: Sequence[str], chance: random.Random) -> JsonObject:
    template: JsonObject = {"name": name, "conditions": conditions}
    trigger: JsonObject = {"template": template}
    match chance.randrange(6):
        case 0:
            template["log"] = {}
        case 1 | 2:
            template["k8s"] = _k8s(names, chance)
        case _:
            template["http"] = _http(names, chance)
            if chance.random() < 0.3:
                destination = chance.choice(("http.headers.X-Task", "http.timeout"))
                trigger["parameters"] = [_parameter(names, chance, destination)]
    return trigger


def _dependency(name: str, chance: random.Random) -> JsonObject:
    dependency: JsonObject = {"name": name, "eventSourceName": "github", "eventName": "all"}
    if chance.random() < 0.1:
        return dependency
    filters: JsonObject = {}
    if chance.random() < 0.95:
        filters["data"] = [_filter(chance) for _ in range(chance.choice((0, 1, 1, 1, 2, 3)))]
    if chance.random() < 0.4:
        filters["dataLogicalOperator"] = chance.choice(("and", "or", "or"))
    if chance.random() < 0.3:
        dependency["filtersLogicalOperator"] = chance.choice(("and", "or"))
    return {**dependency, "filters": filters}


def _filter(chance: random.Random) -> JsonObject:
    kind, values = chance.choice(
        (("string", PATTERNS), ("string", PATTERNS), ("number", NUMBERS), ("bool", TRUTHS))
    )
    data_filter: JsonObject = {
        "path": chance.choice(PATHS),
        "type": kind,
        "value": [chance.choice(values) for _ in range(chance.choice((1, 1, 2, 3)))],
    }
    if chance.random() < 0.6:
        data_filter["comparator"] = chance.choice(COMPARATORS)
    if chance.random() < 0.2:
        data_filter["template"] = chance.choice(FILTER_TEMPLATES)
    return data_filter


def _source(names: Sequence[str], chance: random.Random) -> JsonObject:
    source: JsonObject = {"dependencyName": chance.choice((*names, *names, *names, "other"))}
    if chance.random() < 0.5:
        source["dataKey"] = chance.choice(PATHS)
    if chance.random() < 0.4:
        source["dataTemplate"] = chance.choice(DATA_TEMPLATES)
    if chance.random() < 0.7 or len(source) == 1 or not (source.get("dataKey") or source.get("dataTemplate")):
        source["value"] = chance.choice(("", "constant", "argoproj.io/v1alpha1", 'with "quotes" <é>'))
    if chance.random() < 0.3:
        source["useRawData"] = True
    return source


def _text_source(names: Sequence[str], chance: random.Random) -> JsonObject:
    return {**_source(names, chance), "useRawData": False}


def _parameter(names: Sequence[str], chance: random.Random, destination: str | None = None) -> JsonObject:
    return {
        "src": _source(names, chance),
        "dest": destination or chance.choice(DESTINATIONS),
        "operation": chance.choice(OPERATIONS),
    }


def _http(names: Sequence[str], chance: random.Random) -> JsonObject:
    http: JsonObject = {
        "url": "https://kubernetes.default.svc/apis/argoproj.io/v1alpha1/namespaces/remediation/workflows",
        "payload": [_parameter(names, chance) for _ in range(chance.randrange(6))],
        "headers": {"Content-Type": "application/json"},
    }
    if chance.random() < 0.3:
        http["dynamicHeaders"] = [{"src": _source(names, chance), "dest": "X-Dynamic"}]
    if chance.random() < 0.7:
        http["method"] = chance.choice(("POST", "PUT", "GET", "PATCH", "DELETE"))
    if chance.random() < 0.2:
        http["payload"] = [{"src": _source(names, chance), "dest": ""}]
    if chance.random() < 0.3:
        plain = {"dependencyName": names[0], "dataKey": "body.sender.id", "value": "1"}
        http["parameters"] = [
            {"src": {"dependencyName": names[0], "value": "/"}, "dest": "url", "operation": "append"},
            {"src": {**plain, "dataKey": "body.X-GitHub-Delivery"}, "dest": "url", "operation": "append"},
            {**_parameter(names, chance, "headers.X-Odd"), "src": _text_source(names, chance)},
        ]
    return http


def _k8s(names: Sequence[str], chance: random.Random) -> JsonObject:
    return {
        "operation": "create",
        "source": {
            "resource": {
                "apiVersion": "argoproj.io/v1alpha1",
                "kind": "Workflow",
                "metadata": {"name": "run-", "labels": {"workflow-type": "generated"}},
                "spec": {
                    "count": 3,
                    "share": 0.5,
                    "nothing": None,
                    "arguments": {"parameters": [{"name": "p", "value": "old"}]},
                },
            }
        },
        "parameters": [_parameter(names, chance) for _ in range(chance.randrange(6))],
    }
