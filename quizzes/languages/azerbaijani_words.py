"""Azerbaijani words that the rules alone get wrong, and the sentences Azerbaijani speaks to a learner."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: nouns that head a compound: possessed (konfransı, şurası) and behind another word they take the pronominal n
NOUNS = _words(
    "konfrans müqavilə saziş andlaşma bəyannamə protokol nota ultimatum məktub teleqram hesabat qətnamə qərar qanun "
    "fərman layihə memorandum akt sənəd sülh barışıq müharibə döyüş hücum yürüş inqilab üsyan qiyam qələbə danışıq "
    "müzakirə görüş iclas qurultay seçki dövlət respublika cümhuriyyət hökumət imperiya krallıq xanlıq səltənət federasiya "
    "konfederasiya ittifaq birlik blok tərəf partiya firqə cəmiyyət təşkilat qrup fraksiya şura komitə komissiya komissarlıq "
    "komissar kabinet kabinə nazirlik nazir baş başçı sədr müavin müşavir katib üzv vəkil deputat nümayəndə nümayəndəlik "
    "heyət elçi səfir səfirlik konsul konsulluq general komandan komandir rəis müdir idarə şöbə büro mərkəz məclis duma seym "
    "parlament senat sovet divan məhkəmə ordu korpus diviziya alay tabor dəstə donanma cəbhə qərargah qoşun qüvvə liman dəniz "
    "göl çay körfəz boğaz dağ düzənlik ada yarımada keçid qala şəhər kənd qəsəbə rayon mahal quberniya qəza vilayət sancaq "
    "bölgə ərazi sərhəd yol dəmiryol stansiya xətt vağzal neft mədən zavod bank şirkət məktəb universitet institut akademiya "
    "seminariya gimnaziya fakültə kitabxana muzey arxiv qəzet jurnal dərgi mətbəə kitab roman şeir himn bayraq gerb orden "
    "medal mükafat gün il dövr əsr ay həftə tarix xalq millət türk müsəlman erməni gürcü əhali kəndli fəhlə ağa bəy xan paşa "
    "oğul qız hərəkat ocaq klub teatr saray ev otel meydan küçə məhəllə dil ad güc borc iş hissə maddə fond xəzinə lira manat"
)
#: endings of possessed heads that no personal name shares
HEAD_ENDINGS = ("lığı", "liyi", "luğu", "lüyü", "ları", "ləri", "iyası", "iyyəti", "naməsi", "ədəsi")
#: words of small letters that only look possessed
UNPOSSESSED = _words(
    "ordu körpü gəmi qapı yazı vergi sevgi bilgi bölgü quyu sürü xalı keçi sarı arı yarı quru doğru vali qazi əhali hamı "
    "iki altı yeddi əlli iyirmi hərbi siyasi dini milli rəsmi tarixi xarici daxili ali adi əsgəri qanuni iqtisadi erməni "
    "gürcü osmanlı bakılı hacı əfəndi kimi dərgi digəri bəzi yeni  qonşu dolu ulu"
)

#: common nouns whose last q or k stays before a vowel, though the vowel before it would soften it
UNSOFTENED = _words(
    "hüquq ittifaq nifaq əxlaq infaq bolşevik menşevik texnik politexnik elektrik fabrik mexanik klassik katolik şərik məlik "
    "tədarük təbrik təhrik müştərək mübarək iştirak əmlak"
)
#: common nouns that lose their last vowel before another
SHORTENED = {
    "oğul": "oğl", "ağız": "ağz", "burun": "burn", "boyun": "boyn", "alın": "aln", "beyin": "beyn", "çiyin": "çiyn",
    "ömür": "ömr", "fikir": "fikr", "şəkil": "şəkl", "nəsil": "nəsl", "sinif": "sinf", "isim": "ism", "cisim": "cism",
    "qisim": "qism", "zehin": "zehn", "səbir": "səbr", "qəbir": "qəbr", "xeyir": "xeyr", "ətir": "ətr", "eyib": "eyb",
}  # fmt: skip

SENTENCES: Mapping[str, str] = {
    "true": "Doğru",
    "false": "Yanlış",
    "passage": "{section}, abzas {paragraph}",
    "mark.right": "Doğrudur.",
    "mark.alias": "Doğrudur. Burada {key} adını işlədirik.",
    "mark.spelling": "Doğru bildin; yazılışı belədir: {key}.",
    "mark.letters": "Doğru bildin; bütün hərfləri ilə belə yazılır: {key}.",
    "mark.title": "Doğru bildin; adı, yaxud titulu burada belə keçir: {key}.",
    "mark.apart": "Doğru bildin; sözlər belə ayrılır: {key}.",
    "mark.apostrophe": "Doğru bildin; şəkilçisiz belə yazılır: {key}.",
    "mark.transliteration": "Doğru bildin; bu ad latın hərfləri ilə müxtəlif cür yazılır, burada isə belə yazırıq: {key}.",
    "mark.wrong": "Bu dəfə alınmadı. Doğru cavab: {key}.",
    "mark.rival": "Yazdığın – {rival}, soruşulan isə – {key}.",
    "mark.ambiguous": "Bu ad təkbaşına yetərli deyil, çünki {rival} üçün də işlənə bilər. Soruşulan: {key}.",
    "mark.empty": "Cavab boş qalıb. Doğrusu: {key}.",
    "mark.date.unread": "Bunu tarix kimi oxuya bilmədik; 31 avqust 1905-ci il, 31.8.1905 və ya 1905 kimi yaza bilərsən. Doğrusu: {key}.",
    "mark.date.wrong": "Başqa tarix yazmısan. Doğrusu: {key}.",
    "mark.date.day": "Bura qədər doğrudur, amma gün də tələb olunur: {key}.",
    "mark.date.month": "Bura qədər doğrudur, amma ay da tələb olunur: {key}.",
    "mark.date.ends": "Həm başlanğıc, həm də son tarix tələb olunur: {key}.",
    "mark.date.yearless": "Günü və ayı doğru bildin; ili ilə birlikdə belədir: {key}.",
    "mark.date.yearless.month": "Ayı doğru bildin; ili ilə birlikdə belədir: {key}.",
    "mark.date.swapped": "Gün ilə ay yerini dəyişib; əvvəl gün yazılır. Doğrusu: {key}.",
    "mark.number.unread": "Bunu ədəd kimi oxuya bilmədik; 12, on iki və ya 12 min kimi yaza bilərsən. Doğrusu: {key}.",
    "mark.number.wrong": "Başqa ədəd yazmısan. Doğrusu: {key}.",
    "mark.number.zeros": "Rəqəmlər tanışdır, amma sıfırların sayı düz gəlmir. Doğrusu: {key}.",
    "mark.number.unit": "Ədəd düzdür, amma ölçü vahidi başqadır. Doğrusu: {key}.",
    "mark.truth.true": "Bu cümlə doğru idi.",
    "mark.truth.false": "Bu cümlə yanlış idi.",
    "mark.truth.unread": "Cavab olaraq “doğru” və ya “yanlış” gözləyirdik. Bu cümlənin cavabı: {key}.",
    "option.made": "Bu sual üçün uydurulmuş tarix.",
    "option.made.number": "Bu sual üçün uydurulmuş ədəd.",
    "mark.parts": "{of} cavabdan {hits} dənəsi doğrudur. Hamısı: {key}.",
}
