import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.flags.reading.language import language
from monitor.flags.reading.notes import NoteKind, note_kind
from monitor.flags.reading.quotations import quotations, runs_through
from monitor.flags.reading.sentences import sentences
from monitor.flags.reading.spelling import same_style, slip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Mr. Smith. They talked.", ["He met Mr. Smith.", "They talked."]),
        ("It cost $3.5 million. Gov. Brown paid.", ["It cost $3.5 million.", "Gov. Brown paid."]),
        ("“Go!” she said. “Now.” He went.", ["“Go!” she said.", "“Now.”", "He went."]),
        ("Am 3. Mai kam er. Sie ging.", ["Am 3. Mai kam er.", "Sie ging."]),
        ("В 2020 г. он уехал. Она осталась.", ["В 2020 г. он уехал.", "Она осталась."]),
        ("他来了。她走了。", ["他来了。", "她走了。"]),
        ("One line\nAnother line", ["One line", "Another line"]),
    ],
)
def test_sentences_end_where_they_end(text, expected):
    assert expected == sentences(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won’t go,” she said.", ["We won’t go,"]),
        ("„Wir gehen nicht“, sagte sie.", ["Wir gehen nicht"]),
        ("»Wir gehen nicht«, sagte sie.", ["Wir gehen nicht"]),
        ("« Nous restons », dit-elle.", [" Nous restons "]),
        ('"We stay," he said. "For now."', ["We stay,", "For now."]),
        ("He said: 'We stay where we are.'", ["We stay where we are."]),
        ("It's the boys' dogs' day", []),
        (
            "“A quotation that goes on in the next paragraph.",
            ["A quotation that goes on in the next paragraph."],
        ),
    ],
)
def test_quotations_stand_between_marks(text, expected):
    assert expected == quotations(text, language("en"))


@pytest.mark.parametrize(
    ("tongue", "text", "expected"),
    [
        ("ru", "— Письма возит он, — говорит Титова. — Спасибо.", ["Письма возит он, Спасибо."]),
        ("es", "—No sé nada —dijo Juan—. Vamos.", ["No sé nada Vamos."]),
        ("ru", "— Письма возит сосед", []),
        ("de", "– 12 Eier", []),
    ],
)
def test_a_dialogue_opens_with_a_dash_where_a_verb_tells_that_somebody_speaks(tongue, text, expected):
    assert [" ".join(e.split()) for e in expected] == [
        " ".join(q.split()).replace(" .", "") for q in quotations(text, language(tongue))
    ]


def test_a_quotation_may_have_been_opened_in_an_earlier_paragraph():
    english = language("en")

    assert ["And then we left."] == quotations("And then we left.” He closed the door.", english)
    assert ["And then we left."] == quotations("And then we left.", english, within=True)
    assert [] == quotations("And then we left.", english)
    assert ["我们走了。", "好"] == quotations("我们走了。」他说「好」", language("zh"))
    assert runs_through(["«Мы ждали", "И потом ушли", "А он остался», — сказал он."], 1)
    assert not runs_through(["«Мы ждали»", "И потом ушли", "«А он остался», — сказал он."], 1)


@given(st.text(alphabet="\"'“”„«»「」『』‘’.,。a好 \n", max_size=40), st.booleans())
def test_quotation_marks_in_any_order_are_read(text, within):
    assert all(quotation in text for quotation in quotations(text, language("ja"), within=within))


@pytest.mark.parametrize(
    ("tongue", "text", "expected"),
    [
        ("en", "Correction: An earlier version of this article misstated the year.", NoteKind.CORRECTION),
        ("en", "CORRECTED-Bank cuts rate", NoteKind.CORRECTION),
        ("en", "Correction: In Monday's article about the zoo we named the wrong keeper.", NoteKind.OTHER),
        ("en", "Editor's note: The author owns a boat.", NoteKind.OTHER),
        ("en", "Updated at 15:30 GMT", NoteKind.UPDATE),
        ("en", "The mayor corrected herself twice during the debate.", None),
        ("de", "In einer früheren Version hieß es, der Mann sei tot.", NoteKind.CORRECTION),
        ("fr", "Mise à jour : 18h30", NoteKind.UPDATE),
        ("es", "Fe de errores: el dato correcto es 45.", NoteKind.CORRECTION),
        ("ru", "Обновлено: 15:30", NoteKind.UPDATE),
        ("en", "(Corrects name of port in paragraph 2)", NoteKind.CORRECTION),
        ("en", "(Adds comment from minister, background)", None),
        ("en", "A previous version said the silo held 30,000 tons.", NoteKind.CORRECTION),
        ("en", "An earlier version of the vaccine was less effective.", None),
        ("en", "Update: This story has been updated with comments from the owner.", NoteKind.UPDATE),
        ("en", "Editors' note: This article is part of a series on bread.", NoteKind.OTHER),
        ("en", "Editors' note: After publication we learned that it opened in 1924.", NoteKind.CORRECTION),
        ("sv", "Rättelse 7/5: Bageriet öppnade 1924, inte 1925.", NoteKind.CORRECTION),
        ("de", "KORREKTUR, 7. Mai: Das Silo steht in Warna.", NoteKind.CORRECTION),
        ("de", "Der Entwurf wurde in einer früheren Fassung abgelehnt.", None),
        ("de", "Die Zahl wurde später vom Amt korrigiert.", None),
        ("fr", "Modifié le 7 mai à 9 heures : correction du nom de la ville.", NoteKind.CORRECTION),
        ("fr", "Une première version du texte avait été rejetée par les députés.", None),
        ("es", "Actualización: se corrige el número de heridos.", NoteKind.CORRECTION),
        ("es", "Una versión anterior del proyecto fue rechazada.", None),
        ("ru", "После публикации в текст внесена правка.", NoteKind.CORRECTION),
        ("ru", "В первоначальной версии закона этого пункта не было.", None),
    ],
)
def test_a_note_is_known_for_what_it_is(tongue, text, expected):
    assert expected == note_kind(text, language(tongue))


def test_another_spelling_is_the_same_style_and_another_word_is_not():
    english = language("en")
    assert same_style(
        "The labor centre organized 3 talks", "The labour center organised three talks", english
    )
    assert not same_style("The labour party won", "The labour party lost", english)


def test_a_slip_is_a_letter_within_the_word():
    assert (True, True, False, False) == (
        slip("goverment", "government"),
        slip("recieve", "receive"),
        slip("ministers", "minister"),
        slip("killed", "billed"),
    )
