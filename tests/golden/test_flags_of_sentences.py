"""Flags of single changed sentences, beside the whole edits of the labelled set."""

import tomllib
from pathlib import Path

import pytest

from monitor.compare import compare_articles
from tests.benchmarks.labelled import article

FILE = Path(__file__).parent / "flags_of_sentences.toml"
EDITS = tomllib.loads(FILE.read_text("utf-8"))["edit"]
AROUND = {
    "en": (
        "A headline",
        "A context paragraph stays here for the whole of the test and it is not changed at all.",
    ),
    "de": (
        "Eine Überschrift",
        "Ein Absatz bleibt hier stehen und wird nicht verändert, damit der Artikel länger ist.",
    ),
    "fr": (
        "Un titre",
        "Un paragraphe reste ici et n'est pas modifié du tout, pour que l'article soit plus long.",
    ),
    "es": ("Un titular", "Un párrafo se queda aquí y no se cambia nada, para que el artículo sea más largo."),
    "ru": ("Заголовок", "Этот абзац остается здесь и не меняется, чтобы статья была длиннее."),
    "uk": ("Заголовок", "Цей абзац залишається тут і не змінюється, щоб стаття була довшою."),
    "tr": ("Başlık", "Bu paragraf burada kalır ve hiç değişmez, haber daha uzun olsun diye."),
    "sv": ("En rubrik", "Det här stycket står kvar och ändras inte alls, så att texten blir längre."),
    "zh": ("标题", "这一段落在测试中始终保持不变，只是为了让文章更长一些。"),
    "ja": ("見出し", "この段落は試験の間ずっと変わらず、記事を長くするために残されている。"),
    "ko": ("제목", "이 문단은 시험 내내 바뀌지 않고 기사를 길게 하려고 남아 있다."),
    "th": ("พาดหัว", "ย่อหน้านี้คงอยู่เหมือนเดิมตลอดการทดสอบเพื่อให้บทความยาวขึ้น"),
}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit['language']}: {edit['new'][:60]}")
def test_a_changed_sentence_raises_what_it_must_and_not_what_it_must_not(edit):
    headline, context = AROUND[edit["language"]]
    old, new = (
        article(f"# {headline}\n{edit[side]}\n{context}", edit["language"]) for side in ("old", "new")
    )

    raised = {flag.name for flag in compare_articles(old, new).flags}

    assert (set(), set()) == (set(edit["must"]) - raised, set(edit["must_not"]) & raised)
