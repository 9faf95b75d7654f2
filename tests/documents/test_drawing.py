"""Graphviz makes the picture; where it is missing a sentence says so."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.__main__ import main
from bot.documents import drawing
from bot.documents.drawing import NoDrawing, is_there, to_picture

needs_graphviz = pytest.mark.skipif(not is_there(), reason="Graphviz (dot) is not installed")
DOT = 'digraph "x" { "a" -> "b" [label="Mông – Thái"] }'


@needs_graphviz
async def test_it_draws_png_and_svg() -> None:
    with Image.open(BytesIO(await to_picture(DOT, "png"))) as image:
        assert image.width > 50
    svg = (await to_picture(DOT, "svg")).decode()
    assert "Mông – Thái" in svg
    assert "<script" not in svg


@needs_graphviz
async def test_what_is_no_drawing_is_told() -> None:
    with pytest.raises(NoDrawing, match="exit code"):
        await to_picture("digraph {", "png")


@needs_graphviz
async def test_it_ends_when_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "LONGEST_S", 0.0)
    with pytest.raises(NoDrawing, match="too long"):
        await to_picture(DOT, "png")


async def test_without_graphviz_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "PROGRAM", "no-such-program")
    assert not is_there()
    with pytest.raises(NoDrawing, match="not installed"):
        await to_picture(DOT, "png")


@pytest.mark.slow
def test_the_command_draws_a_flow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--graph", "complaint"]) == 0
    assert capsys.readouterr().out.startswith('digraph "complaint"')
    assert main(["check", "--graph", "complaint", "--out", str(tmp_path / "c.dot")]) == 0
    assert main(["check", "--graph", "nothing"]) == 2
    assert "legal_aid" in capsys.readouterr().err
    assert main(["check", "--graph", "complaint", "--out", str(tmp_path / "c.gif")]) == 2


@pytest.mark.slow
@needs_graphviz
@pytest.mark.parametrize("flow", ["legal_aid", "complaint"])
def test_our_flows_can_be_looked_at(flow: str) -> None:
    folder = Path(__file__).parents[2] / "test-output"
    folder.mkdir(exist_ok=True)
    out = folder / f"flow-{flow}.png"
    assert main(["check", "--graph", flow, "--out", str(out)]) == 0
    with Image.open(out) as image:
        assert image.height > image.width * 0.6
