"""The whole intake in each language that can be chosen: what is a draft is marked, what is of high risk is Vietnamese."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from stage import Stage, number_in

from bot.app import load_all
from bot.chat import Text
from bot.display import digest_of
from bot.settings import SHIPPED, Settings
from bot.simulator.person import Person
from bot.store import people

DRAFTS = ("lo", "mww-Latn-VN")


async def begun(house: Stage, tag: str) -> Person:
    citizen = house.world.person("Giàng Thị Mỷ")
    citizen.start()
    await house.idle()
    await house.press(citizen, house.app.house.texts.languages[tag].autonym)
    return citizen


@pytest.mark.parametrize("tag", DRAFTS)
async def test_the_whole_intake_with_drafts(house: Stage, tag: str) -> None:
    officer = await house.hire("Lò Thị Hoa")
    group = await house.group(officer)
    texts = house.app.house.texts
    citizen = await begun(house, tag)
    assert "⚠️" not in house.heard(citizen)  # what help is, and that nobody takes money, is of high risk

    await house.say(citizen, "1")
    assert house.heard(citizen).startswith(texts.sources["legal_aid.consent.text"].vi)
    await house.say(citizen, "1")
    asked = house.heard(citizen)
    own = texts.catalogs[tag]["legal_aid.who.text"].words
    assert asked.startswith(f"Nhờ cho ai?\n⚠️ {own}")

    await house.say(citizen, "1", "1", "Nhà bên lấn nương.", "3", "bản Huổi Lóng xã Na Sang", "1", "3")
    await house.press(citizen, "Chỉ mình dùng", "Chưa muốn nói")
    await house.say(citizen, "1")
    number = number_in(house.heard(citizen))

    assert f"{number}" in house.heard(citizen)
    consents = await house.rows("SELECT language, text_digest FROM consents")
    assert consents == [{"language": tag, "text_digest": texts.digest(Text("legal_aid.consent.text"), tag)}]
    drafts = {one.words for one in texts.catalogs[tag].values() if len(one.words) > len("12345")}
    told = "\n".join(message.text for message in (*officer.chat, *group.chat) if message.from_bot)
    assert "⚠️" not in told
    assert not [words for words in drafts if words in told]


async def test_who_cannot_read_the_letters_is_shown_vietnamese_alone(house: Stage) -> None:
    citizen = await begun(house, "lo")
    await house.read(
        lambda tx: people.set_reads(tx, tx.only("SELECT max(id) AS id FROM people")["id"], False)
    )
    await house.say(citizen, "1", "1")
    assert house.heard(citizen).startswith("Nhờ cho ai?")
    assert "⚠️" not in house.heard(citizen)
    consents = await house.rows("SELECT language FROM consents")
    assert consents == [{"language": "vi"}], "what she was shown"


@pytest.mark.parametrize("tag", DRAFTS)
async def test_the_words_on_a_button_may_be_typed_in_either_language(house: Stage, tag: str) -> None:
    texts = house.app.house.texts
    for words in ("Gặp người thật", texts.catalogs[tag]["interrupt.human"].words):
        citizen = await begun(house, tag)
        assert texts.sources["flow.human"].vi.partition(":")[0] in await house.say(citizen, words)


async def test_a_trial_is_called_so_where_a_language_is_chosen(house: Stage) -> None:
    citizen = house.world.person("Giàng Thị Mỷ")
    citizen.start()
    await house.idle()
    labels = [label for row in citizen.last.buttons for label in row]
    assert [label.partition(" ")[2] for label in labels] == [
        "Tiếng Việt",
        "English",
        "Hmoob Dawb (xem thử)",
        "ລາວ (xem thử)",
    ]


async def test_a_flow_text_edited_while_three_languages_are_in_use(
    house: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft of the older Vietnamese stays one; English waits for whoever writes it; an approved one shows first."""
    for folder in ("flows", "locales"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    house.settings = Settings(
        **{
            **{name: getattr(house.settings, name) for name in Settings.__dataclass_fields__},
            "flows_dir": tmp_path / "flows",
            "locales_dir": tmp_path / "locales",
            "shows_rpa": True,
        }
    )
    monkeypatch.setattr("stage.loaded", load_all)
    await house.restart()
    people = {}
    for tag in ("vi", "en", "lo", "mww-Latn-VN"):
        people[tag] = await begun(house, tag)
        await house.say(people[tag], "1", "1")

    flow = tmp_path / "flows" / "legal_aid.yaml"
    words = flow.read_text("utf-8")
    assert "Nhờ cho ai?" in words
    flow.write_text(words.replace("Nhờ cho ai?", "Xin nhờ cho ai?"), "utf-8")
    lao = house.app.house.texts.catalogs["lo"]["legal_aid.who.text"].words
    catalog = tmp_path / "locales" / "lo" / "legal_aid.po"
    catalog.write_text(
        catalog.read_text("utf-8").replace('msgid "Nhờ cho ai?"', 'msgid "Xin nhờ cho ai?"'), "utf-8"
    )
    review = f"lo,legal_aid.who.text,{digest_of('Xin nhờ cho ai?', lao)},approve,B. K.,2026-11-26\n"
    (tmp_path / "locales" / "reviews.csv").write_text(
        f"language,key,digest,verdict,reviewer,date\n{review}", "utf-8"
    )
    assert await house.app.reload() == ()

    shown = {
        tag: (await house.say(person, "/nhaclai")).partition("\n\n")[0] for tag, person in people.items()
    }
    hmong = house.app.house.texts.catalogs["mww-Latn-VN"]["legal_aid.who.text"].words
    assert shown["vi"] == "Xin nhờ cho ai?"
    assert shown["lo"] == f"{lao}\nXin nhờ cho ai?"
    assert shown["mww-Latn-VN"] == f"Xin nhờ cho ai?\n⚠️ {hmong}"
    assert shown["en"] == "Who needs the help?"

    (tmp_path / "locales" / "lo" / "legal_aid.po").write_text('msgctxt "broken', "utf-8")
    assert await house.app.reload()
    assert (await house.say(people["lo"], "/nhaclai")).startswith(lao)


def test_mong_in_rpa_is_offered_only_where_the_centre_says_so() -> None:
    def offered(*, shows_rpa: bool) -> tuple[str, ...]:
        texts = load_all(Settings("", shows_rpa=shows_rpa)).texts
        assert texts is not None
        return texts.offered()

    assert offered(shows_rpa=False) == ("vi", "en", "lo")
    assert offered(shows_rpa=True) == ("vi", "en", "mww-Latn-VN", "lo")


def test_nobody_else_is_told_which_script_somebody_reads() -> None:
    texts = load_all(Settings("", shows_rpa=True)).texts
    assert texts is not None
    assert {texts.languages[tag].told for tag in ("mww-Latn-VN", "hnj-Latn-VN")} == {"Tiếng Mông"}
    assert texts.languages["en"].told == "English"


@pytest.mark.parametrize("tag", DRAFTS)
async def test_every_text_of_low_or_medium_risk_has_a_draft(house: Stage, tag: str) -> None:
    texts = house.app.house.texts
    without = [
        key
        for key in texts.for_citizens
        if texts.sources[key].risk != "high" and texts.state(key, tag) == "missing"
    ]
    assert without == []


async def test_whatever_stands_in_a_flow_of_citizens_is_translated_though_staff_have_it_too(
    house: Stage,
) -> None:
    flows = [flow for flow in house.app.house.flows.values() if flow.audience == "citizen"]
    texts = house.app.house.texts
    assert "lists.matters.opt.land" in texts.for_citizens, "officers sort by the same list"
    assert [key for flow in flows for key in flow.texts if key not in texts.for_citizens] == []
