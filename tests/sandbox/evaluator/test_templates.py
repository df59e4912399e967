import json

import pytest

from sandbox.evaluator.errors import Unsupported
from sandbox.evaluator.templates.execution import placeholder, render
from sandbox.evaluator.templates.functions import TemplateFailed
from sandbox.evaluator.templates.syntax import parse_template

EVENT = {
    "headers": {"X-Github-Event": ["push"]},
    "body": {
        "ref": "refs/heads/task-42-Add",
        "number": 42,
        "id": 12216892003,
        "share": 0.5,
        "merged": False,
        "none": None,
        "empty": "",
        "X-GitHub-Delivery": "guid",
        "list": [{"name": "<a>"}, None, "x"],
    },
}


def rendered(template: str) -> str:
    return render(template, json.loads(json.dumps(EVENT)), placeholder)


@pytest.mark.parametrize(
    ("template", "result"),
    [
        ("text", "text"),
        ("{{ .Input.body.ref }}", "refs/heads/task-42-Add"),
        ("{{ .Input.body.number }} {{ .Input.body.id }} {{ .Input.body.share }}", "42 1.2216892003e+10 0.5"),
        ("{{ .Input.body.merged }}", "false"),
        ("pr-{{ .Input.body.missing }}-{{ .Input.body.missing.below }}", "pr-<no value>-<no value>"),
        ("pr-{{ .Input.body.none }}", "pr-<no value>"),
        ("{{ .Input.body.list }}", "[map[name:<a>] <nil> x]"),
        ("a {{- .Input.body.number -}} b", "a42b"),
        ('{{ index .Input.body "X-GitHub-Delivery" }}', "guid"),
        ('{{ index .Input.headers "X-Github-Event" 0 | upper }}', "PUSH"),
        ('{{ index .Input.body.list 0 "name" }}', "<a>"),
        ('{{ trimPrefix "refs/heads/" .Input.body.ref | trimSuffix "-Add" }}', "task-42"),
        ('{{ replace "/" "." (lower .Input.body.ref) }}', "refs.heads.task-42-add"),
        ('{{ regexFind "task-[0-9]+" .Input.body.ref }}', "task-42"),
        ('{{ regexReplaceAll "([a-z]+)-([0-9]+)" .Input.body.ref "$2${1}$$" }}', "refs/heads/42task$-Add"),
        ('{{ default "none" .Input.body.empty }}-{{ .Input.body.number | default 7 }}', "none-42"),
        ("{{ .Input.body.list | toJson }}", '[{"name":"\\u003ca\\u003e"},null,"x"]'),
        ("{{ quote .Input.body.number .Input.body.none `a\\b` }}", '"42" "a\\\\b"'),
        ("{{ .Input.body.ref | b64enc }}", "cmVmcy9oZWFkcy90YXNrLTQyLUFkZA=="),
        ('Bearer {{ env "TOKEN" }}', "Bearer $TOKEN"),
    ],
)
def test_a_template_is_executed_as_go_does(template: str, result: str) -> None:
    assert rendered(template) == result


@pytest.mark.parametrize(
    "template",
    [
        "",
        "{{ .Input.body.empty }}",
        "{{ .Input.body.missing }}",
        "{{ .Input.body.none.below }}",
        "{{ .Input.body.ref.below }}",
        "{{ .Input.body.number | lower }}",
        "{{ .Input.body.missing | b64enc }}",
        "{{ index .Input.body.list 3 }}",
        '{{ index .Input.body.list "name" }}',
        '{{ index .Input.body.missing "x" }}',
    ],
)
def test_a_template_fails_as_in_argo_events(template: str) -> None:
    with pytest.raises(TemplateFailed):
        rendered(template)


@pytest.mark.parametrize(
    ("template", "named"),
    [
        ("{{ if .Input }}x{{ end }}", "'if'"),
        ('{{ printf "%s" .Input }}', "'printf'"),
        ("{{ .Input.body.id | int64 }}", "'int64'"),
        ("{{ $x := 1 }}", "$x := 1"),
        ("{{/* comment */}}", "/* comment */"),
        ("{{ .Input.body.X-GitHub-Delivery }}", "-GitHub-Delivery"),
        ("{{ . }}", "'. }}'"),
        ("{{ }}", "}}"),
        ("{{ .Input", "not supported"),
        ("{{ 1.5 }}", ".5"),
        ('{{ "\\x41" }}', "x41"),
        ("{{ (index .Input.body 1).name }}", ".name"),
        ("{{ .Input | .Input }}", "not supported"),
        ('{{ "a" "b" }}', '"b"'),
        ("{{ lower }}", "0 arguments"),
        ("{{ lower .Input .Input }}", "2 arguments"),
        ("{{ env .Input.body.ref }}", "'env' needs a text literal"),
        ('{{ regexFind "(" .Input }}', "'('"),
        ('{{ regexReplaceAll "a" .Input "$name" }}', "$name"),
    ],
)
def test_what_is_not_known_is_named(template: str, named: str) -> None:
    with pytest.raises(Unsupported) as refused:
        parse_template(template)

    assert named in str(refused.value)


def test_a_template_in_the_event_stays_text() -> None:
    assert render("{{ .Input }}", "{{ env `TOKEN` }}", placeholder) == "{{ env `TOKEN` }}"


def test_the_environment_is_the_callers() -> None:
    assert render('{{ env "TOKEN" }}', None, {"TOKEN": "t0ken"}.__getitem__) == "t0ken"
