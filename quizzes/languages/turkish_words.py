"""Turkish words that the rules alone get wrong, and the sentences Turkish speaks to a learner."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: words written with a, o, u whose last syllable is said front: Kemal'e, saate, petrolü
FRONT = _words(
    "ahval alkol amiral bilal celal celâl cemaat cemal cemâl dikkat emsal futbol general gol hakikat hal hâl harf harp "
    "hilal ihmal ihtilal ihtilâl ihtimal ikbal iclal iclâl idrak infial iptal istikbal istiklal istiklâl itaat ithal "
    "işgal işgâl iştirak kabul kabûl kalp kemal kemâl kontrol liberal liyakat mahsul mareşal menfaat meşgul misal "
    "müracaat nihal nihâl normal petrol protokol rol saat sembol seyahat sıhhat sosyal sual usul vaat ziraat zuhal "
    "şefkat"
)

#: heads of possessive compounds: with a name before them they take the pronominal n (Trabzon Konferansı'nda)
HEADS = _words(
    "konferansı antlaşması anlaşması cumhuriyeti devleti devletleri bakanı bakanlığı başbakanı başkanı partisi komitesi "
    "komiseri komiserliği heyeti hükümeti hükûmeti şurası şûrası meclisi beyannamesi bildirgesi bildirisi ordusu birliği "
    "teşkilatı teşkilâtı örgütü fraksiyonu kabinesi kurulu konseyi nazırı nezareti enstitüsü kongresi kurultayı dergisi "
    "gazetesi mecmuası limanı denizi duması imparatorluğu federasyonu konfederasyonu komisyonu hanlığı ateşkesi "
    "mütarekesi muahedesi mukavelesi mukavelenamesi sözleşmesi protokolü savaşı harbi devrimi inkılabı ihtilali ihtilâli "
    "isyanı cephesi komutanı kumandanı komutanlığı valisi valiliği vilayeti vilâyeti sancağı livası kazası bölgesi şehri "
    "kenti köyü dağı dağları gölü nehri ırmağı boğazı körfezi ovası adası yarımadası geçidi kalesi camii camisi üniversitesi "
    "fakültesi okulu lisesi akademisi müzesi kütüphanesi arşivi bankası şirketi demiryolu hattı istasyonu garı petrolleri "
    "temsilcisi temsilciliği elçisi elçiliği büyükelçisi sefiri sefareti sekreteri üyesi üyeleri kurucusu önderi lideri "
    "vekili vekâleti vekaleti müsteşarı müdürü müdürlüğü mebusu delegesi delegasyonu merkezi bürosu şubesi kolu "
    "cemiyeti derneği ocağı kulübü sendikası ittifakı bloku bloğu grubu fırkası hareketi seymi sovyeti parlamentosu senatosu "
    "divanı mahkemesi sarayı konağı evi oteli meydanı caddesi sokağı semti mahallesi günü yılı dönemi çağı anayasası kanunu "
    "yasası kararnamesi nizamnamesi programı bayrağı marşı madalyası nişanı ödülü kitabı romanı şiiri destanı tarihi "
    "türkleri müslümanları ermenileri halkı halkları ağası kaptanı paşası beyi hanı beyliği kolordusu tümeni alayı taburu "
    "taarruzu muharebesi harekâtı kuşatması zaferi barışı görüşmeleri müzakereleri notası telgrafı mektubu raporu ultimatomu "
    "işleri bakanları komiserleri temsilcileri"
)
#: endings of such heads that no personal name shares
HEAD_ENDINGS = ("lığı", "liği", "luğu", "lüğü", "oğlu", "syonu", "namesi", "leşmesi", "laşması", "önü")

#: common nouns whose last k, ç or p stays before a vowel though they have several syllables
UNSOFTENED = _words(
    "ahlak emlak evrak hukuk idrak infilak istimlak ittifak iştirak otopark tahkik tasdik tatbik tetkik şafak"
)
#: common nouns whose stem changes before a vowel against the rule
SOFTENED = {
    "maksat": "maksad", "cihat": "cihad", "içtihat": "içtihad", "ittihat": "ittihad", "iktisat": "iktisad",
    "murat": "murad", "vaat": "vaad", "kanat": "kanad", "yurt": "yurd", "renk": "reng", "denk": "deng", "kalp": "kalb",
    "harp": "harb", "cenk": "ceng", "umut": "umud", "senet": "sened", "evlat": "evlad", "inat": "inad", "fesat": "fesad",
    "kayıt": "kayd", "akit": "akd", "nakit": "nakd", "vakit": "vakt", "şehir": "şehr", "nehir": "nehr", "isim": "ism",
    "resim": "resm", "metin": "metn", "emir": "emr", "fikir": "fikr", "asır": "asr", "hüküm": "hükm", "zulüm": "zulm",
    "şekil": "şekl", "akıl": "akl", "oğul": "oğl", "ağız": "ağz", "kısım": "kısm", "cisim": "cism", "keşif": "keşf",
    "kutup": "kutb", "grup": "grub",
}  # fmt: skip

SENTENCES: Mapping[str, str] = {
    "true": "Doğru",
    "false": "Yanlış",
    "passage": "{section}, {paragraph}. paragraf",
    "mark.right": "Doğru.",
    "mark.alias": "Doğru. Burada {key} adını kullanıyoruz.",
    "mark.spelling": "Doğru bildin; yazılışı şöyle: {key}.",
    "mark.letters": "Doğru bildin; bütün harfleriyle şöyle yazılır: {key}.",
    "mark.title": "Doğru bildin; unvanı ya da adı burada şöyle geçiyor: {key}.",
    "mark.apart": "Doğru bildin; sözcükler şöyle ayrılıyor: {key}.",
    "mark.apostrophe": "Doğru bildin; özel ada gelen eki kesme işareti ayırır, ad şöyle kalır: {key}.",
    "mark.transliteration": "Doğru bildin; bu ad Latin harflerine çeşitli biçimlerde aktarılıyor, burada şöyle yazıyoruz: {key}.",
    "mark.wrong": "Bu kez olmadı. Doğru cevap: {key}.",
    "mark.rival": "Yazdığın {rival}; sorulan ise {key}.",
    "mark.ambiguous": "Bu ad tek başına yetmiyor, çünkü {rival} için de geçerli. Sorulan: {key}.",
    "mark.empty": "Cevap boş kalmış. Doğrusu: {key}.",
    "mark.date.unread": "Bunu bir tarih olarak okuyamadık; 31 Ağustos 1905, 31.8.1905 ya da 1905 gibi yazabilirsin. Doğrusu: {key}.",
    "mark.date.wrong": "Başka bir tarih yazdın. Doğrusu: {key}.",
    "mark.date.day": "Buraya kadar doğru, ama gün de isteniyor: {key}.",
    "mark.date.month": "Buraya kadar doğru, ama ay da isteniyor: {key}.",
    "mark.date.ends": "Hem başlangıç hem bitiş tarihi isteniyor: {key}.",
    "mark.date.yearless": "Günü ve ayı doğru bildin; yılıyla birlikte {key}.",
    "mark.date.yearless.month": "Ayı doğru bildin; yılıyla birlikte {key}.",
    "mark.date.swapped": "Günle ay yer değiştirmiş; gün önce yazılır. Doğrusu: {key}.",
    "mark.number.unread": "Bunu bir sayı olarak okuyamadık; 12, on iki ya da 12 bin gibi yazabilirsin. Doğrusu: {key}.",
    "mark.number.wrong": "Başka bir sayı yazdın. Doğrusu: {key}.",
    "mark.number.zeros": "Rakamlar tanıdık, ama sıfırların sayısı tutmuyor. Doğrusu: {key}.",
    "mark.number.unit": "Sayı tutuyor, ama birimi başka. Doğrusu: {key}.",
    "mark.truth.true": "Bu cümle doğruydu.",
    "mark.truth.false": "Bu cümle yanlıştı.",
    "mark.truth.unread": "Cevap olarak “doğru” ya da “yanlış” bekliyorduk. Bu cümlenin cevabı: {key}.",
    "option.made": "Bu soru için uydurulmuş bir tarih.",
    "option.made.number": "Bu soru için uydurulmuş bir sayı.",
    "mark.parts": "{of} cevaptan {hits} tanesi doğru. Tamamı: {key}.",
}
