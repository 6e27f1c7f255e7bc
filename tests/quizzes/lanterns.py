"""A small invented bank, as the TOML its author would write.

Its article tells of the Lantern Society, a reading club in a harbour town, and the pacts it made about lamps and books.
Among its facts stand the traps: two events of one day, two signatories of one side, a post the article gives to two
people, a provision two pacts share, one office under two names, a speaker of two sentences.
"""

BANK = """\
title = { tr = "Fener Cemiyeti", en = "The Lantern Society" }
blurb = { tr = "Bir okuma kulübü.", en = "A reading club." }
citation = "Kandil, F., “Fenerler”"
languages = ["tr", "en"]
revised = "2026-11-22"

[[topic]]
id = "club"
tr = "Kulüp"
en = "The club"

[[topic]]
id = "pacts"
tr = "Anlaşmalar"
en = "The pacts"

[[topic]]
id = "empty"
tr = "Boş"
en = "Empty"

[[section]]
key = "giris"
heading = "GİRİŞ"
title = "Giriş"
"""

PASSAGES = "".join(
    f'["{at}"]\nheading = "Giriş"\nfingerprint = "0a1b2c"\ncites = ["Kandil 1930: {n}"]\n\n'
    for n, at in enumerate(("giris 1.1", "giris 1.2", "giris 2.1", "giris 2.1-2", "son 1.1", "son 2.1"), start=4)
)


def _entities(kind: str, *rows: str) -> str:
    """Tables of a kind from rows of ``id | tr | en | more``."""
    tables = []
    for row in rows:
        key, tr, en, more = (part.strip() for part in f"{row} ||".split("|")[:4])
        tables.append(f'[[{kind}]]\nid = "{key}"\ntr = "{tr}"\nen = "{en}"\n{more}\n')
    return "\n".join(tables)


ENTITIES = "\n".join(
    (
        _entities(
            "person",
            'ada | Ada Kırlangıç | Ada Swallow | near = ["reader"]\naliases = ["Adâ Kirlangıç Hanım"]',
            'bora | Bora Denizer | Bora Denizer | near = ["reader"]',
            'cem | Cem Yıldızlı | Cem Starling | near = ["reader"]',
            'defne | Defne Ovalı | Defne Meadow | near = ["reader"]',
            'ece | Ece Taşkın | Ece Stone | near = ["reader"]',
            'ferit | Ferit Kandil | Ferit Kandil | near = ["reader"]',
            'gul | Gül Kandil | Rose Kandil | near = ["reader"]',
            'han | Hân Çınar | Han Plane | near = ["reader"]',
        ),
        _entities(
            "place", "liman | Liman Mahallesi | Harbour Ward", "tepe | Tepeköy | Hillham", "ada-yeri | Martı | Gull"
        ),
        _entities(
            "body",
            "society | Fener Cemiyeti | the Lantern Society | closed = true",
            "choir | Martı Korosu | the Gull Choir | closed = true",
            "guild | Ciltçiler Loncası | the Binders' Guild",
            "council | Fener Kurulu | the Lantern Council",
        ),
        _entities(
            "post",
            'chair | Başkan | chair | near = ["board"]',
            'clerk | Yazman | clerk | near = ["board"]',
            'keeper | Kandilci | keeper of lamps | near = ["board"]\npair = ["lampman"]',
            'lampman | Fenerci | lampman | near = ["board"]',
            'binder | Ciltçi | binder | near = ["board"]',
        ),
        _entities("state", "harbour | Liman Beldesi | Harbourtown", "hill | Tepe Beldesi | Hilltown"),
        _entities("party", "readers | Okurlar Birliği | the Readers", "writers | Yazarlar Birliği | the Writers"),
        _entities(
            "treaty",
            'lamp-pact | Kandil Sözleşmesi | the Lamp Pact | near = ["pact"]\nclosed = true',
            'book-pact | Kitap Sözleşmesi | the Book Pact | near = ["pact"]\nclosed = true',
            'oil-pact | Gaz Sözleşmesi | the Oil Pact | near = ["pact"]\nclosed = true',
        ),
    )
)


def _event(key: str, when: str, tr: str, en: str, more: str = "") -> str:
    return f"""[[event]]
id = "event/{key}"
topic = "club"
importance = 3
at = "giris 1.1"
when = "{when}"
{more}
tr.say = "{tr} {{when:de}} gerçekleşti."
tr.ask.when = "{tr} ne zaman gerçekleşti?"
tr.what = "{tr}"
en.say = "{en} took place {{when:on}}."
en.ask.when = "When did {en} take place?"
en.what = "{en}"

"""


EVENTS = "".join(
    (
        _event("founding", "1921-03-05", "cemiyetin kuruluşu", "the founding of the society"),
        _event("fire", "1921-03-05", "rıhtımdaki yangın", "the fire on the quay"),
        _event("opening", "1921-04-09", "okuma odasının açılışı", "the opening of the reading room"),
        _event("flood", "1921-05", "kitaplığı su basması", "the flooding of the library"),
        _event("fair", "1922-06-01", "ilk kitap panayırı", "the first book fair"),
        _event("move", "1923-07-02", "yeni eve taşınma", "the move to a new house", 'also.when = ["1922-06-01"]'),
        _event("picnic", "1924", "kır gezisi", "the picnic"),
        _event("voyage", "1925-01-02/1925-02-03", "deniz yolculuğu", "the voyage"),
    )
)


def _office(key: str, person: str, post: str, more: str = "") -> str:
    return f"""[[office]]
id = "office/{key}"
topic = "club"
importance = 2
at = "giris 1.2"
person = "{person}"
post = "{post}"
body = "council"
{more}
"""


OFFICES = "".join(
    (
        _office("chair", "ada", "chair"),
        _office(
            "clerk", "bora", "clerk", 'tr.note = "Yazman aynı zamanda sayman idi."\nen.note = "He kept the till."'
        ),
        _office("keeper", "cem", "keeper", 'also.person = ["han"]'),
        _office("binder", "ece", "binder"),
        _office(
            "binder-rival",
            "gul",
            "binder",
            'disputed.tr = "Makale ciltçi olarak iki ad verir."\n'
            'disputed.en = "The article names two binders."\n'
            'tr.say = "Son bölüme göre ciltçi {person} idi."\ntr.ask.person = "Son bölüme göre ciltçi kimdi?"\n'
            'en.say = "By the last section the binder was {person}."\n'
            'en.ask.person = "By the last section, who was the binder?"',
        ),
    )
)


def _row(kind: str, key: str, importance: int = 1, at: str = "giris 2.1", **slots: str) -> str:
    held = "".join(f'{name} = "{value}"\n' for name, value in slots.items())
    return f'[[{kind}]]\nid = "{kind}/{key}"\ntopic = "pacts"\nimportance = {importance}\nat = "{at}"\n{held}\n'


PACTS = "".join(
    (
        _row("member", "society-ada", person="ada", body="society"),
        _row("member", "society-bora", person="bora", body="society"),
        _row("member", "choir-ece", person="ece", body="choir"),
        _row("member", "choir-ferit", person="ferit", body="choir"),
        _row("member", "guild-han", person="han", body="guild"),
        _row("signature", "lamp-ada", person="ada", treaty="lamp-pact", side="harbour"),
        _row("signature", "lamp-bora", person="bora", treaty="lamp-pact", side="harbour"),
        _row("signature", "lamp-cem", person="cem", treaty="lamp-pact", side="hill"),
        _row("signature", "lamp-defne", person="defne", treaty="lamp-pact", side="hill"),
        _row("signature", "book-ece", person="ece", treaty="book-pact"),
        _row("signature", "book-han", person="han", treaty="book-pact"),
    )
)


def _provision(key: str, treaty: str, tr: str, en: str, more: str = "") -> str:
    return (
        f'[[provision]]\nid = "provision/{key}"\ntopic = "pacts"\nimportance = 2\nat = "giris 2.1-2"\n'
        f'treaty = "{treaty}"\nrule = {{ tr = "{tr}", en = "{en}" }}\n{more}\n\n'
    )


PROVISIONS = "".join(
    (
        _provision("lamp-night", "lamp-pact", "kandillerin gece yakılması", "lamps to burn at night"),
        _provision("lamp-peace", "lamp-pact", "kavga edilmemesi", "no quarrels", 'alike = ["provision/book-peace"]'),
        _provision("book-lend", "book-pact", "kitapların bir ay ödünç verilmesi", "books lent for a month"),
        _provision("book-peace", "book-pact", "barış içinde yaşanması", "living in peace"),
        _provision("oil-price", "oil-pact", "gaz fiyatının sabit tutulması", "the price of oil kept fixed"),
        _provision("oil-barrels", "oil-pact", "5 Mayıs'ta üç fıçı verilmesi", "three barrels on 5 May"),
    )
)


def _amount(key: str, amount: str, tr: str, en: str, unit: str = 'unit = { tr = "kitap", en = "books" }') -> str:
    return f"""[[amount]]
id = "amount/{key}"
topic = "club"
importance = 2
at = "giris 1.1"
figure = {{ amount = "{amount}", {unit} }}
tr.say = "{tr} {{figure}} vardı."
tr.ask.figure = "{tr} kaç kitap vardı?"
en.say = "{en} held {{figure}}."
en.ask.figure = "How many did {en} hold?"

"""


AMOUNTS = "".join(
    (
        _amount("shelf", "300", "ilk rafta", "the first shelf"),
        _amount("room", "40", "küçük odada", "the small room"),
        _amount("house", "1200", "bütün evde", "the whole house"),
        _amount("quay", "12", "rıhtımda", "the quay", 'unit = { tr = "kandil", en = "lamps" }'),
    )
)


def _position(key: str, at: str, holder: str, tr: str, en: str, more: str = "") -> str:
    return f"""[[position]]
id = "position/{key}"
topic = "pacts"
importance = 2
at = "{at}"
holder = "{holder}"
stance = {{ tr = "{tr}", en = "{en}" }}
{more}
tr.say = "{{holder}} şunu savundu: {{stance}}."
tr.ask.holder = "“{tr}” diyen kimdi?"
tr.choose.stance = "{{holder}} aşağıdakilerden hangisini savundu?"
en.say = "{{holder}} held this: {{stance}}."
en.ask.holder = "Who held: “{en}”?"
en.choose.stance = "Which of these did {{holder}} hold?"

"""


POSITIONS = "".join(
    (
        _position("ada", "son 1.1", "ada", "kandiller ucuz olmalı", "lamps should be cheap"),
        _position("bora", "son 1.1", "bora", "kitaplar bedava olmalı", "books should be free"),
        _position(
            "ece", "son 2.1", "ece", "koro daha sık söylemeli", "the choir should sing more", 'mentions = ["ada"]'
        ),
        _position("ferit", "son 2.1", "ferit", "panayır sürmeli", "the fair should go on"),
        _position("ferit-too", "son 2.1", "ferit", "kandiller ucuz olmalı", "lamps should be cheap"),
    )
)

RELATIONS = """\
[[relation]]
id = "relation/founder"
topic = "club"
importance = 3
at = "giris 1.1"
subject = "society"
value = "ada"
mentions = ["gul"]
tr.say = "{subject:in} kurucusu {value} idi."
tr.ask.value = "Ferit Kandil'in konuştuğu, Bora Denizer'in de dinlediği toplantıda cemiyeti kim kurdu?"
en.say = "The founder of {subject} was {value}."
en.ask.value = "Who founded the society at the meeting where Ferit Kandil spoke and Bora Denizer listened?"

[[message]]
id = "message/invitation"
topic = "pacts"
importance = 2
at = "son 1.1"
sender = "harbour"
recipient = "hill"
when = "1921-02-03"
gist = { tr = "panayıra çağrı", en = "an invitation to the fair" }
tr.say = "{sender}, {recipient:e} {when:de} bir mektup yazdı: {gist}."
tr.ask.when = "Liman'ın mektubu ne zaman yazıldı?"
tr.ask.recipient = "{sender} kimi çağırdı?"
en.say = "{sender} wrote a letter to {recipient} {when:on}: {gist}."
en.ask.when = "When was the letter written?"
en.ask.recipient = "Whom did {sender} invite?"
"""

FILES = {
    "bank.toml": BANK,
    "passages.toml": PASSAGES,
    "entities/all.toml": ENTITIES,
    "facts/club.toml": EVENTS + OFFICES + AMOUNTS,
    "facts/pacts.toml": PACTS + PROVISIONS + POSITIONS + RELATIONS,
}
