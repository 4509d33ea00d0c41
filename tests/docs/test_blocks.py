from pathlib import Path

from tests.docs.blocks import Command, blocks, commands, runs

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
