"""A WorkflowTemplate as a graph: every template of steps becomes a frame where it is called.

A step that calls a template which it is part of is not followed: an edge leads back to where that begins.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from gitops.graph.framing import Exit, Part, framed
from gitops.graph.model import Edge, Frame, Graph, Node
from gitops.graph.nodes import again_node, step_node, verdicts_asked_for, waits_for_verdict
from gitops.graph.templates import Step, Template, WorkflowTemplate
from gitops.graph.ways import ways
from gitops.graph.wording import arguments_in_words
from remediation.play import PROCEED

AT_THE_END = "at the end, whatever happened"


def build(workflow: WorkflowTemplate) -> Graph:
    """Work out the graph of a WorkflowTemplate.

    Raises:
        Permanent: A condition names a step that does not run before its own.
    """
    return _Building(workflow).graph()


@dataclass
class _Building:
    workflow: WorkflowTemplate
    edges: list[Edge] = field(default_factory=list)
    begins: dict[str, str] = field(default_factory=dict)
    """The node at which each frame begins."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def graph(self) -> Graph:
        spec = self.workflow.spec
        needed = ", ".join(each.name for each in spec.arguments.parameters if each.value is None)
        start = Node(id=self._id(), kind="start", title="start", lines=(needed,) if needed else ())
        main, part = self._outermost(spec.entrypoint)
        end = Node(id=self._id(), kind="end", title="end")
        down = Edge(source=start.id, target=part.begin, route="down", frame=main.id)
        self.edges.append(down)
        self.edges += [
            replace(down, source=out.source, target=end.id, label=out.label, route=out.route)
            for out in part.exits
        ]
        return Graph(
            title=self.workflow.metadata.name,
            description=self.workflow.description,
            main=replace(
                main,
                rows=((start,), *main.rows, *([(end,)] if part.exits else [])),
                asides=tuple(replace(each, last=each.last + 1) for each in main.asides),
            ),
            exit=replace(self._outermost(spec.on_exit)[0], title=AT_THE_END) if spec.on_exit else None,
            edges=tuple(
                replace(edge, target=self.begins.get(edge.target, edge.target)) for edge in self.edges
            ),
        )

    def _outermost(self, name: str) -> tuple[Frame, Part]:
        """Draw the entrypoint, or the exit handler: a frame, even around a single step."""
        frame = Frame(id=self._id(), rows=())
        template = self.workflow.template(name)
        if template.steps:
            part = self._framed(frame, template, {}, followed=False)
        else:
            part = self._leaf(Step(name=name, template=name), template, ())
        whole = part.item if isinstance(part.item, Frame) else replace(frame, rows=((part.item,),))
        return whole, part

    def _framed(self, frame: Frame, template: Template, above: Mapping[str, str], *, followed: bool) -> Part:
        within = {**above, template.name: frame.id}
        steps = [step for group in template.steps for step in group]
        calls = {step.name: self.workflow.template(step.template) for step in steps}
        defaults = {
            (step, output.name): output.value_from.default
            for step, called in calls.items()
            for output in called.outputs.parameters
        }
        found = ways(template.steps, lambda step, output: defaults.get((step, output)))
        sources = {way.source for each in found.values() for way in each}
        parts = {step.name: self._part(step, steps, within, followed=step.name in sources) for step in steps}
        part, edges = framed(frame, template.steps, parts, found, followed=followed, new_id=self._id)
        self.edges += edges
        self.begins[frame.id] = part.begin
        return part

    def _part(self, step: Step, steps: list[Step], within: Mapping[str, str], *, followed: bool) -> Part:
        template = self.workflow.template(step.template)
        if template.name in within:
            return self._again(step, within[template.name])
        if not template.steps:
            return self._leaf(step, template, steps)
        passed = arguments_in_words(step.arguments)
        note = f"called by {step.name}" + (f" with {passed}" if passed else "")
        frame = Frame(id=self._id(), title=template.name, note=note, rows=())
        return self._framed(frame, template, within, followed=followed)

    def _again(self, step: Step, frame: str) -> Part:
        node = again_node(self._id(), step)
        self.edges.append(Edge(source=node.id, target=frame, route="around", frame=frame, back=True))
        return Part(item=node, begin=node.id, leave=node.id, again=True)

    def _leaf(self, step: Step, template: Template, steps: Iterable[Step]) -> Part:
        node = step_node(self._id(), step, template, steps)
        exits: tuple[Exit, ...] = (Exit(source=node.id),)
        if waits_for_verdict(template):
            opened = PROCEED in verdicts_asked_for(step.name, steps)
            exits = () if opened else (Exit(source=node.id, label=PROCEED),)
        return Part(item=node, begin=node.id, leave=node.id, exits=exits)

    def _id(self) -> str:
        return f"n{next(self.numbers)}"
