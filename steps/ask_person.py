"""Ask a person, because a play has restarted QA as often as it may."""

from typing import Annotated

from pydantic import Field

from remediation.clients.github import GitHub
from remediation.identifiers import REPOSITORY, TASK, whole
from remediation.model import Model
from remediation.pull_requests import IN_PROGRESS, NEEDS_HUMAN
from steps.pod import Pod


class Question(Model):
    """Which play stops, and after how many cycles."""

    task_id: Annotated[str, Field(pattern=whole(TASK), alias="task-id")]
    repository: Annotated[str, Field(pattern=whole(REPOSITORY))]
    cycle: int
    play: str


def ask_person(question: Question, *, github: GitHub) -> str:
    """Label the task's pull request `needs-human` and say why, once; give what happened in one line."""
    body = (
        f"QA of task {question.task_id} started {question.cycle} times, and each time the branch moved on. "
        f"Play `{question.play}` stops here; a person should decide how to go on."
    )
    seen = github.task(int(question.task_id))
    for pull_request in seen.pull_requests:
        github.change_labels(pull_request, seen.ours, add=[NEEDS_HUMAN], remove=[IN_PROGRESS])
        github.comment_once(pull_request, body, marker=f"cycles-{question.play}")
    if not seen.pull_requests:
        return f"task {question.task_id} has no open pull request to ask on"
    numbers = " and ".join(f"#{each.number}" for each in seen.pull_requests)
    return f"asked a person on {numbers} after {question.cycle} cycles"


def run(pod: Pod) -> None:
    """Ask a person about this play."""
    question = pod.read(Question)
    pod.log.info(ask_person(question, github=pod.github(question.repository)), task=question.task_id)
