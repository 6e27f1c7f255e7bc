"""How the kinds of one shape are said, asked and listed, in each language.

A fact with its own wording in the bank overrides these. The words after the colon are cases (see
``quizzes.languages``). ``SIDED`` are the sentences of a signature whose side the article names.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizzes.facts import Wording

KIND_WORDING: Mapping[str, Mapping[str, Wording]] = {
    "tr": {
        "event": Wording(choose={"what": "Aşağıdakilerden hangisi {when:de} oldu?"}),
        "office": Wording(
            say="{person}, {body:de} {post} olarak görev aldı.",
            ask={"person": "{body:de} {post} kimdi?", "post": "{person}, {body:de} hangi görevi üstlendi?"},
        ),
        "member": Wording(
            say="{person}, {body:de} yer aldı.",
            ask={"body": "{person} hangi topluluğun içinde yer aldı?"},
            choose={
                "person": "Aşağıdakilerden hangisi {body:de} yer aldı?",
                "body": "{person} aşağıdaki kurul ya da topluluklardan hangisinde yer aldı?",
            },
        ),
        "signature": Wording(
            say="{person}, {treaty:i} imzalayanlar arasındaydı.",
            choose={"person": "Aşağıdakilerden hangisi {treaty:i} imzalayanlar arasındaydı?"},
        ),
        "provision": Wording(
            say="{treaty}, {rule:i} öngörüyordu.",
            choose={"rule": "Aşağıdakilerden hangisi {treaty:in} hükümlerinden biriydi?"},
            ask={
                "treaty": "{rule:i} hangi belge öngörüyordu?",
            },
        ),
    },
    "en": {
        "event": Wording(choose={"what": "Which of these happened {when:on}?"}),
        "office": Wording(
            say="{person} served as {post} in {body}.",
            ask={"person": "Who was {post} in {body}?", "post": "Which post did {person} hold in {body}?"},
        ),
        "member": Wording(
            say="{person} was part of {body}.",
            ask={"body": "Which group was {person} part of?"},
            choose={
                "person": "Which of these people was part of {body}?",
                "body": "Which of these was {person} part of?",
            },
        ),
        "signature": Wording(
            say="{person} was among those who signed {treaty}.",
            choose={"person": "Which of these people was among those who signed {treaty}?"},
        ),
        "provision": Wording(
            say="{treaty} provided for {rule}.",
            choose={"rule": "Which of these was a provision of {treaty}?"},
            ask={
                "treaty": "Which document provided for {rule}?",
            },
        ),
    },
    "az": {
        "event": Wording(choose={"what": "Aşağıdakılardan hansı {when:de} baş verdi?"}),
        "office": Wording(
            say="{person} {body:de} {post} vəzifəsini tutdu.",
            ask={"person": "{body:de} {post} kim idi?", "post": "{person} {body:de} hansı vəzifəni tuturdu?"},
        ),
        "member": Wording(
            say="{person} {body:de} idi.",
            ask={"body": "{person} hansı qrupa daxil idi?"},
            choose={
                "person": "Aşağıdakı şəxslərdən hansı {body:de} idi?",
                "body": "{person} aşağıdakılardan hansına daxil idi?",
            },
        ),
        "signature": Wording(
            say="{person} {treaty:i} imzalayanlar arasında idi.",
            choose={"person": "Aşağıdakı şəxslərdən hansı {treaty:i} imzalayanlar arasında idi?"},
        ),
        "provision": Wording(
            say="{treaty} {rule:i} nəzərdə tuturdu.",
            choose={"rule": "Aşağıdakılardan hansı {treaty:in} müddəalarından biri idi?"},
            ask={
                "treaty": "{rule:i} hansı sənəd nəzərdə tuturdu?",
            },
        ),
    },
}

SIDED: Mapping[str, Wording] = {
    "tr": Wording(
        say="{person}, {treaty:i} {side} adına imzaladı.",
        choose={"person": "Aşağıdakilerden hangisi {treaty:i} {side} adına imzaladı?"},
        ask={"side": "{person}, {treaty:i} kimin adına imzaladı?"},
    ),
    "en": Wording(
        say="{person} signed {treaty} for {side}.",
        choose={"person": "Which of these people signed {treaty} for {side}?"},
        ask={"side": "For whom did {person} sign {treaty}?"},
    ),
    "az": Wording(
        say="{person} {treaty:i} {side} adından imzaladı.",
        choose={"person": "Aşağıdakı şəxslərdən hansı {treaty:i} {side} adından imzaladı?"},
        ask={"side": "{person} {treaty:i} kimin adından imzaladı?"},
    ),
}

#: several of a list in one sentence: who was in a body, who signed, and on which side, what was laid down
LISTED: Mapping[str, Mapping[str, str]] = {
    "tr": {
        "member": "{people}, {body:de} yer aldı.",
        "signature": "{treaty:i} {people} imzaladı.",
        "sided": "{treaty:i} {side} adına {people} imzaladı.",
        "provision": "{treaty:in} hükümleri arasında {rules} vardı.",
    },
    "en": {
        "member": "{people} were part of {body}.",
        "signature": "{people} signed {treaty}.",
        "sided": "{people} signed {treaty} for {side}.",
        "provision": "{treaty} provided for {rules}.",
    },
    "az": {
        "member": "{people} {body:de} idilər.",
        "signature": "{treaty:i} {people} imzaladı.",
        "sided": "{treaty:i} {side} adından {people} imzaladı.",
        "provision": "{treaty:in} müddəaları arasında {rules} vardı.",
    },
}
