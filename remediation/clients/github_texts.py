"""What the GitHub client asks: GraphQL texts, each for one call."""

import json
from collections.abc import Collection

from remediation.pull_requests import LABELS

# A branch moves at once, but `headRefOid` of its pull request follows later, so the branch is asked.
_PULL_REQUEST = """
number id isCrossRepository headRefName headRefOid headRef { target { oid } }
labels(first: 100) { nodes { name } }"""
_WATCHED = f"""
{_PULL_REQUEST} state isDraft updatedAt closedAt
timelineItems(itemTypes: [LABELED_EVENT], last: 100) {{
  nodes {{ ... on LabeledEvent {{ id label {{ name }} actor {{ __typename login }} }} }}
}}
reviews(states: [APPROVED, CHANGES_REQUESTED, DISMISSED], last: 100) {{
  nodes {{ id state commit {{ oid }} author {{ __typename login }} }}
}}"""
_OUR_LABELS = " ".join(
    f"label{index}: label(name: {json.dumps(label.name)}) {{ id }}" for index, label in enumerate(LABELS)
)
BRANCH = f"""
query Branch($owner: String!, $name: String!, $ref: String!, $label: String!) {{
  repository(owner: $owner, name: $name) {{
    id
    {_OUR_LABELS}
    ref(qualifiedName: $ref) {{
      target {{ oid }}
      associatedPullRequests(states: [OPEN], first: 20) {{ nodes {{ {_PULL_REQUEST} }} }}
    }}
    pullRequests(labels: [$label], states: [OPEN], first: 50) {{ nodes {{ {_PULL_REQUEST} }} }}
  }}
}}"""
TASK = f"""
query Task($owner: String!, $name: String!, $label: String!, $number: Int!, $asked: Boolean!) {{
  repository(owner: $owner, name: $name) {{
    id
    {_OUR_LABELS}
    pullRequests(labels: [$label], states: [OPEN], first: 20) {{ nodes {{ {_WATCHED} }} }}
    pullRequest(number: $number) @include(if: $asked) {{ {_WATCHED} }}
  }}
}}"""
ENDED = f"""
query Ended($owner: String!, $name: String!, $label: String!) {{
  repository(owner: $owner, name: $name) {{
    pullRequests(
      labels: [$label], states: [CLOSED, MERGED], first: 20, orderBy: {{field: UPDATED_AT, direction: DESC}}
    ) {{ nodes {{ {_WATCHED} }} }}
  }}
}}"""
CREATE_LABEL = """
mutation CreateLabel($repository: ID!, $name: String!, $color: String!, $description: String!) {
  createLabel(input: {repositoryId: $repository, name: $name, color: $color, description: $description}) {
    label { id }
  }
}"""
FIND_LABEL = """
query FindLabel($owner: String!, $name: String!, $label: String!) {
  repository(owner: $owner, name: $name) { id label(name: $label) { id } }
}"""
COMMENTS = """
query Comments($subject: ID!) {
  node(id: $subject) { ... on PullRequest { comments(last: 100) { nodes { body } } } }
}"""
COMMENT = """
mutation Comment($subject: ID!, $body: String!) {
  addComment(input: {subjectId: $subject, body: $body}) { clientMutationId }
}"""
_LABEL_CHANGES = {"remove": "removeLabelsFromLabelable", "add": "addLabelsToLabelable"}
_LABELS_AFTERWARDS = "labelable { ... on PullRequest { labels(first: 100) { nodes { name } } } }"


def label_mutation(parts: Collection[str]) -> str:
    """Write a mutation of these parts only: how GitHub takes an empty list of labels is not documented."""
    declared = "".join(f", ${part}: [ID!]!" for part in parts)
    changes = " ".join(
        f"{part}: {_LABEL_CHANGES[part]}(input: {{labelableId: $subject, labelIds: ${part}}}) "
        f"{{ {_LABELS_AFTERWARDS} }}"
        for part in parts
    )
    return f"mutation ChangeLabels($subject: ID!{declared}) {{ {changes} }}"
