"""The eight changes of the cookbook, made as they stand there: they check well, and people see them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from stage import Stage, number_in

from bot.domain.place_search import find
from bot.loading import Loaded, load
from bot.settings import SHIPPED

PAGE = (SHIPPED / "docs" / "cookbook.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^`([\w/.]+)`\n\n```diff\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FOLDERS = ("flows", "locales", "province")


def recipes() -> Mapping[int, list[tuple[str, str]]]:
    """By its number, the file and the lines of each change."""
    parts = re.split(r"^## (\d)\. ", PAGE, flags=re.MULTILINE)[1:]
    return {int(number): BLOCK.findall(words) for number, words in zip(parts[::2], parts[1::2], strict=True)}


def changed(folder: Path, number: int) -> Path:
    """A copy of ours with this change."""
    for name in FOLDERS:
        shutil.copytree(SHIPPED / name, folder / name)
    for file, lines in recipes()[number]:
        before = "".join(f"{line[1:]}\n" for line in lines.splitlines() if not line.startswith("+"))
        after = "".join(f"{line[1:]}\n" for line in lines.splitlines() if not line.startswith("-"))
        words = (folder / file).read_text(encoding="utf-8")
        assert words.count(before) == 1, (file, before)
        (folder / file).write_text(words.replace(before, after), encoding="utf-8")
    return folder


def loaded(folder: Path) -> Loaded:
    return load(*(folder / name for name in FOLDERS))


async def moved_in(house: Stage, folder: Path) -> None:
    """The house goes on with these folders."""
    await house.stop()
    flows, locales, province = (folder / name for name in FOLDERS)
    house.settings = replace(house.settings, flows_dir=flows, locales_dir=locales, province_dir=province)
    house.app = house._new_app()
    await house.start()


def test_there_are_eight_and_each_changes_something() -> None:
    assert sorted(recipes()) == list(range(1, 9))
    assert all(recipes().values())


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 9))
def test_after_each_change_the_check_finds_no_error(tmp_path: Path, number: int) -> None:
    assert loaded(changed(tmp_path, number)).errors == ()


async def test_a_new_matter_is_asked_routed_and_read_by_officers(house: Stage, tmp_path: Path) -> None:
    await moved_in(house, changed(tmp_path, 1))
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Việc làm, nghỉ việc")
    await house.say(citizen, "Chủ không trả lương.")
    await house.press(citizen, "Không có giấy")
    await house.say(citizen, "bản Huổi Lóng xã Na Sang", "1")
    await house.press(citizen, "Không có máy", "Chỉ mình dùng", "Chưa muốn nói", "Gửi")
    number = number_in(house.heard(citizen))

    assert "Việc làm, nghỉ việc" in house.all_heard(officer)
    await house.press(officer, "Nhận liên hệ")
    assert "Việc làm, nghỉ việc" in await house.say(officer, f"/yeucau {number}")
    await house.say(officer, f"/linhvuc {number}")
    assert "🏷️ Việc làm, nghỉ việc" in officer.last.labels
    assert await house.rows("SELECT 1 FROM inbox WHERE state = 'failed'") == []


async def test_a_matter_of_which_only_the_button_is_known_stops_nobody(house: Stage, tmp_path: Path) -> None:
    folder = changed(tmp_path, 1)
    shutil.copy(SHIPPED / "province" / "routing.yaml", folder / "province" / "routing.yaml")
    assert any("R1" in line and "work" in line for line in loaded(folder).warnings)
    await moved_in(house, folder)
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(
        citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Việc làm", "Kể sau với cán bộ", "Không có giấy"
    )
    await house.press(citizen, "Chưa muốn nói", "Không có máy", "Chỉ mình dùng", "Chưa muốn nói", "Gửi")
    assert number_in(house.heard(citizen))
    assert "Việc làm, nghỉ việc" in house.all_heard(officer)


async def test_an_answer_that_was_added_is_read_on_the_card(house: Stage, tmp_path: Path) -> None:
    folder = changed(tmp_path, 7)
    intake = folder / "flows" / "legal_aid.yaml"
    words = intake.read_text(encoding="utf-8")
    line = next(each for each in words.splitlines() if "Không có giấy" in each and "{id:" in each)
    intake.write_text(
        words.replace(
            line, f'{line}\n      - {{id: burnt, icon: "🔥", text: "Giấy cháy rồi", next: place}}', 1
        ),
        encoding="utf-8",
    )
    await moved_in(house, folder)
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.press(
        citizen, "Nhờ giúp", "Đồng ý ghi", "Cho mình", "Đất, nhà", "Kể sau với cán bộ", "Giấy cháy rồi"
    )
    await house.press(citizen, "Chưa muốn nói", "Không có máy", "Chỉ mình dùng", "Chưa muốn nói", "Gửi")
    await house.press(officer, "Nhận liên hệ")
    assert "Giấy cháy rồi" in house.all_heard(officer)


async def test_a_ready_answer_that_was_mended_is_sent(house: Stage, tmp_path: Path) -> None:
    texts = loaded(changed(tmp_path, 2)).texts
    assert texts is not None
    assert texts.sources["canned.photo_again"].vi == "Ảnh mờ. Để giấy ra chỗ sáng, chụp gần, chụp lại."


async def test_a_paper_more_stands_among_the_questions(tmp_path: Path) -> None:
    flow = loaded(changed(tmp_path, 3)).flows["ask_papers"]
    assert "Giấy bệnh viện" in {text.vi for text in flow.texts.values()}


async def test_an_emergency_number_more_is_said(house: Stage, tmp_path: Path) -> None:
    await moved_in(house, changed(tmp_path, 4))
    citizen = await house.citizen()
    await house.press(citizen, "Đang nguy hiểm")
    assert "0000 0000 số ví dụ" in house.all_heard(citizen)


def test_a_category_more_is_in_force_from_its_day(tmp_path: Path) -> None:
    clauses = loaded(changed(tmp_path, 5)).province.law.eligible
    assert "2027:7.99" in str(clauses)


def test_another_name_of_a_commune_is_understood(tmp_path: Path) -> None:
    gazetteer = loaded(changed(tmp_path, 6)).province.gazetteer
    assert gazetteer is not None
    assert any(match.place.code == "03181" for match in find(gazetteer, "Mường Tung Na"))


def test_a_reminder_comes_earlier(tmp_path: Path) -> None:
    assert loaded(changed(tmp_path, 7)).defaults.remind_days == 1


async def test_a_paused_conversation_is_opened_by_nobody(house: Stage, tmp_path: Path) -> None:
    await moved_in(house, changed(tmp_path, 8))
    citizen = await house.citizen()
    await house.say(citizen, "/goiai")
    assert "Gọi cho ai?" not in house.all_heard(citizen)
    assert await house.rows("SELECT 1 FROM sessions WHERE flow = 'contacts'") == []
