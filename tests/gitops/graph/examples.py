"""WorkflowTemplates of every shape that is drawn, and the exported ones."""

from functools import cache

from gitops.graph.building import build
from gitops.graph.model import Frame, Graph, Item, Node
from gitops.graph.templates import find, parse
from remediation.model import JsonObject
from remediation.settings import Settings
from tests.contract.argo.manifests import gate, inputs, output, parameters, python, step, steps, template
from tests.golden.exported import texts

POD: JsonObject = {"name": "pod", "container": python(""), "outputs": output("outcome", default="skipped")}
GATE = gate("gate", duration="1h30m", default="timeout")


def outcome(name: str) -> str:
    return f"'{{{{steps.{name}.outputs.parameters.outcome}}}}'"


def verdict(name: str) -> str:
    return f"'{{{{steps.{name}.outputs.parameters.verdict}}}}'"


def drawn(*templates: JsonObject, **spec: object) -> Graph:
    """Give the graph of a WorkflowTemplate whose entrypoint is `main`."""
    return build(parse(template("example", *templates, POD, GATE, **spec)))


def main(*groups: list[JsonObject], **spec: object) -> Graph:
    """Give the graph of a template of steps."""
    return drawn(steps("main", *groups), **spec)


def nodes(item: Item) -> dict[str, Node]:
    """Give all nodes of a frame by id."""
    if isinstance(item, Node):
        return {item.id: item}
    return {id_: node for each in item.items() for id_, node in nodes(each).items()}


def all_nodes(graph: Graph) -> dict[str, Node]:
    """Give all nodes of a graph by id."""
    return {id_: node for frame in (graph.main, graph.exit) if frame for id_, node in nodes(frame).items()}


def titled(graph: Graph, title: str) -> Node:
    """Give the node of a title."""
    (found,) = [node for node in all_nodes(graph).values() if node.title == title]
    return found


def frames(frame: Frame) -> list[Frame]:
    """Give a frame and all frames in it."""
    return [frame, *(inner for item in frame.items() if isinstance(item, Frame) for inner in frames(item))]


def edges(graph: Graph) -> set[tuple[str, str, str]]:
    """Give the edges as titles of nodes and the label between them; a point has the title `·`."""
    known = {id_: node.title or "·" for id_, node in all_nodes(graph).items()}
    return {(known[edge.source], edge.label, known[edge.target]) for edge in graph.edges}


@cache
def exported(name: str) -> Graph:
    """Give the graph of an exported WorkflowTemplate."""
    return build(find(name, texts(Settings())))


def side_by_side() -> Graph:
    return main(
        [step("a", "pod")],
        [step("b", "pod", when=f"{outcome('a')} == 'x'")],
        [step("c", "pod")],
        [step("d", "pod"), step("e", "pod")],
        [step("f", "pod"), step("g", "pod")],
        onExit="pod",
    )


def branches() -> Graph:
    return main(
        [step("a", "pod")],
        [step("b", "pod", when=f"{outcome('a')} == 'left'")],
        [step("c", "pod", when=f"{outcome('a')} == 'right'")],
        [step("d", "pod", when=f"{outcome('a')} != 'left'")],
    )


def followed() -> Graph:
    return drawn(
        steps(
            "main",
            [step("call", "sub", shelf="3")],
            [step("after", "pod", when=f"{outcome('call')} == 'go'")],
            [step("last", "gate")],
        ),
        steps(
            "sub",
            [step("wait", "gate")],
            [
                step("again", "sub", when=f"{verdict('wait')} == 'restart'"),
                step("ask", "pod", when=f"{verdict('wait')} == 'failed'"),
            ],
        ),
    )


def two_doors() -> Graph:
    return drawn(
        steps(
            "main",
            [
                step("a", "pod", when="{{inputs.parameters.n}} > 3"),
                step("b", "pod", when="{{inputs.parameters.n}} <= 3"),
            ],
            [step("c", "gate")],
            [
                step(
                    "more",
                    "main",
                    n="{{=asInt(inputs.parameters.n) - 1}}",
                    when=f"{verdict('c')} == 'restart'",
                )
            ],
            inputs=inputs("n"),
        )
    )


def asking_for_help() -> Graph:
    return main(
        [step("a", "pod")],
        [step("wait", "gate", when=f"{outcome('a')} == 'ok'")],
        [step("ask", "pod", when=f"{outcome('a')} == 'failed' || {verdict('wait')} == 'failed'")],
        [step("finish", "pod")],
    )


def waiting_for_help() -> Graph:
    return main(
        [step("a", "pod")],
        [step("wait", "gate")],
        [
            step("ask", "pod", when=f"{verdict('wait')} == 'failed'"),
            step("go", "pod", when=f"{verdict('wait')} == 'proceed'"),
        ],
        [step("person", "gate", when=f"{outcome('ask')} == 'asked'")],
        [
            step("again", "main", when=f"{verdict('person')} == 'proceed'"),
            step("gone", "pod", when=f"{verdict('person')} == 'cancelled'"),
        ],
    )


def counting() -> Graph:
    stuck = f"({outcome('a')} == 'restart' || {verdict('wait')} == 'restart')"
    return drawn(
        steps(
            "main",
            [step("a", "pod")],
            [step("wait", "gate", when=f"{outcome('a')} == 'ok'")],
            [
                step(
                    "again",
                    "main",
                    n="{{=asInt(inputs.parameters.n) + 1}}",
                    when=f"{stuck} && {{{{inputs.parameters.n}}}} < 5",
                ),
                step("ask", "pod", when=f"{stuck} && {{{{inputs.parameters.n}}}} >= 5"),
            ],
            inputs=inputs("n"),
        ),
        arguments=parameters(n="1"),
    )


def agents_side_by_side() -> Graph:
    failed = f"{verdict('one')} == 'failed' || {verdict('other')} == 'failed'"
    return main(
        [step("first", "pod"), step("second", "pod")],
        [step("one", "gate"), step("other", "gate")],
        [step("ask", "pod", when=failed)],
        [
            step("again", "main", when=f"{outcome('ask')} == 'yes' && {{{{n}}}} < 3"),
            step("give-up", "pod", when=f"{outcome('ask')} == 'yes' && {{{{n}}}} >= 3"),
        ],
    )


def nested() -> Graph:
    return drawn(
        steps("main", [step("one", "outer")]),
        steps(
            "outer",
            [step("a-very-long-name-of-a-step-that-says-too-much-of-what-it-does", "pod")],
            [step("in", "inner")],
            [step("out", "outer", when=f"{outcome('in')} == 'again'")],
        ),
        steps(
            "inner",
            [step("x", "gate")],
            [
                step("top", "outer", when=f"{verdict('x')} == 'restart'"),
                step("me", "inner", when=f"{verdict('x')} == 'failed'"),
            ],
            [step("y", "pod", when=f"{verdict('x')} == 'proceed'")],
        ),
    )


def hostile() -> Graph:
    return main(
        [step('a"]; end <script>alert(1)</script> `b` --> n1 %% #35;', "pod", role="<b>&amp;")],
        [step("- list", "pod", when="{{=steps['a'].outputs.parameters.x matches '^<\"|]'}}")],
        [step("1. list", "pod", when="{{workflow.parameters.dry}} == '|\"]'")],
    )


@cache
def everything() -> dict[str, Graph]:
    """Give all examples by name."""
    made = (
        side_by_side,
        branches,
        followed,
        two_doors,
        asking_for_help,
        waiting_for_help,
        counting,
        agents_side_by_side,
        nested,
        hostile,
    )
    exports = {name: exported(name) for name in ("play", "rex-remediation")}
    return {each.__name__: each() for each in made} | {"single": drawn({**POD, "name": "main"})} | exports
