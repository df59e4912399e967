import yaml
from hypothesis import given
from hypothesis import strategies as st

from gitops.yaml_text import HEADER, render

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
DOCUMENTS = st.dictionaries(
    TEXTS, st.one_of(TEXTS, st.integers(), st.booleans(), st.lists(TEXTS)), max_size=5
)


@given(st.lists(DOCUMENTS, min_size=1, max_size=3))
def test_a_reader_gets_back_what_was_written(documents: list[dict[str, object]]) -> None:
    assert list(yaml.safe_load_all(render(documents))) == documents


def test_the_order_in_which_objects_are_built_does_not_show() -> None:
    one = {
        "kind": "A",
        "spec": {"b": 1, "a": 2},
        "apiVersion": "v1",
        "metadata": {"namespace": "x", "name": "m"},
    }
    other = {
        "metadata": {"name": "m", "namespace": "x"},
        "apiVersion": "v1",
        "spec": {"a": 2, "b": 1},
        "kind": "A",
    }

    assert render([one]) == render([other])
    assert render([one]) == (
        f"{HEADER}---\napiVersion: v1\nkind: A\nmetadata:\n  name: m\n  namespace: x\nspec:\n  a: 2\n  b: 1\n"
    )


def test_text_that_other_parsers_take_for_numbers_or_booleans_is_quoted() -> None:
    values = ["1e3", "0x1F", "1_000", "12:30", "y", "N", "on", "~", "null", "", "-", "1.0"]

    written = render([{"values": values}])

    for value in values:
        assert f'- "{value}"\n' in written


def test_text_of_several_lines_stays_readable() -> None:
    assert "text: |\n  one\n  two\n" in render([{"text": "one\ntwo\n"}])


def test_shared_parts_are_written_out() -> None:
    shared = {"a": "b"}

    assert render([{"one": shared, "two": shared}]).count("a: b") == 2
