from pathlib import Path

import pytest

from tests.docs.blocks import Command, as_shown, blocks, changed, commands, plain_words, runs

PAGE = """\
A page.

```python
x = 1
```

<!-- skip: needs a server -->
```python
serve()
```

1. A step:

    <!-- exit: 1 -->
    ```console
    $ dronedeal check folder \\
        --as neutral
    one finding
    ...
    $ dronedeal plan folder
    ```

````text
```python
not a block
```
````
"""


def test_finds_the_blocks_that_run_and_their_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, "utf-8")

    found = list(blocks(page))

    assert [block.language for block in found] == ["python", "python", "console", "text"]
    assert [block.line for block in found if runs(block)] == [4, 16]
    assert found[1].marks == {"skip": "needs a server"}
    assert found[2].marks == {"exit": "1"}


def test_reads_commands_with_the_output_shown_below_them(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, "utf-8")

    console = next(block for block in blocks(page) if block.language == "console")

    assert commands(console) == [
        Command(text="dronedeal check folder      --as neutral", output="one finding\n..."),
        Command(text="dronedeal plan folder", output=""),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dronedeal check deal --as neutral", ["dronedeal", "check", "deal", "--as", "neutral"]),
        ('dronedeal offer deal --set "terms.fee=2M USD"', ["dronedeal", "offer", "deal", "--set", "terms.fee=2M USD"]),
        ("dronedeal note 'it costs $1 > 0; so?'", ["dronedeal", "note", "it costs $1 > 0; so?"]),
        ("dronedeal schema > schema.json", []),
        ("dronedeal check deal | head", []),
        ("dronedeal check *", []),
        ('dronedeal check "$HOME"', []),
        ('dronedeal check "a\\"b"', []),
        ("dronedeal check it's", []),
    ],
)
def test_a_command_that_needs_a_shell_has_no_plain_words(text: str, words: list[str]) -> None:
    assert plain_words(text) == words


def test_a_block_with_a_title_is_a_file(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text('```yaml title="deal/scenarios/late.yaml"\nscenario: late\n```\n\n```yaml\na: 1\n```\n', "utf-8")

    file, fragment = blocks(page)

    assert (file.language, file.title, file.text) == ("yaml", "deal/scenarios/late.yaml", "scenario: late")
    assert runs(file)
    assert not runs(fragment)


def test_a_difference_changes_lines_that_stand_in_the_file_once() -> None:
    text = "a: 1\nb: 2\nc: 3\n"

    assert changed(text, " a: 1\n-b: 2\n+b: 4\n+d: 5\n") == "a: 1\nb: 4\nd: 5\nc: 3\n"
    with pytest.raises(ValueError, match="stand 0 times"):
        changed(text, "-b: 3\n+b: 4\n")


def test_amounts_may_differ_in_their_last_digits_only() -> None:
    shown = "gain 3,437,383 of 1,324 units"

    assert as_shown("gain 3,437,390 of 1,324 units", shown) == shown
    assert as_shown("gain 3,437,990 of 1,325 units", shown) == "gain 3,437,990 of 1,325 units"
    assert as_shown("nothing shown", "") == "nothing shown"
    assert as_shown("1,000", "none") == "1,000"
