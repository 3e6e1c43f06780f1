"""Words that end in a full stop without ending the sentence, per language, as tables.

An entry is written without its last full stop. Kinds, from the firmest to the loosest:

- before a name (`Dr.`): the sentence goes on, whatever comes;
- before a number (`No.`): it goes on if a number comes;
- others (`Inc.`): it goes on unless the next word can only be the start of a sentence.
"""

BEFORE_NAME = {
    "en": "Mr Mrs Ms Mx Dr Prof Gen Sen Sens Rep Reps Gov Govs Lt Col Capt Sgt Cpl Pvt Maj Cmdr"
    " Adm Rev Hon Msgr Fr Messrs Supt Insp Det Atty Brig Spc Cllr Cdr Lieut Pte Ald Amb Pres"
    " Ft Mt vs i.e e.g cf viz",
    "de": "Dr Prof Hr Fr Frl Dipl Ing Mag Hl bzw vgl ca d.h z.B u.a sog geb gest inkl exkl ggf"
    " evtl Gebr Mio Mrd Tsd jun sen Abg Min Stv stv Bgm Nr Abs Art Bd Aufl Hrsg rd mind max"
    " Präs",
    "fr": "M MM Mgr Me Dr Pr Vve St Ste env cf p.ex ex c.-à-d av apr J.-C",
    "es": "Sr Sra Srta Sres Dr Dra Dres D Dña Da Lic Ing Gral Cnel Tte Cap Pdte Pdta Prof Profa"
    " Mons Fr Sto Sta Ud Uds Vd Arq Hno Hna p.ej EE ej",
    "ar": "",
}
BEFORE_NUMBER = {
    "en": "No Nos Art Sec Fig Figs Vol Ch pp para paras",
    "de": "S Kap Abb Tab Ziff",
    "fr": "art al chap vol fig no nos",
    "es": "núm núms No pág págs art arts cap vol fig tel",
    "ar": "",
}
OTHERS = {
    "en": "Inc Corp Co Cos Ltd Bros Jr Sr St Ave Blvd Rd Hwy Pl Dept Univ Assn Dist Est est etc"
    " approx al Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thurs"
    " Fri Sat Sun Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich"
    " Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ph.D Ext Bde Bn Div"
    " Regt Kft Pty Plc",
    "de": "Str usw etc u.ä o.ä Jh Jhd Chr Co Jan Feb Mrz Apr Jun Jul Aug Sept Okt Nov Dez Mo Di"
    " Mi Do Fr Sa So St Std Min Sek Tel Hbf Bhf Kfz Verf Anm e.V",
    "fr": "etc janv févr avr juil sept oct nov déc éd dir tél bd boul Cie hab",
    "es": "etc Cía Ltda S.A Av Avda Dpto Depto Prov aprox UU Jr Hnos ene feb abr jun jul ago sept"
    " oct nov dic",
    "ar": "",
}
STARTERS = {
    "en": "The This That These Those He She It They We You I His Her Its Their Our My There Here"
    " A An In On At By For From With After Before During Since Until While When Where Why"
    " How What Who Which If Although Though Because But And Or So Yet Nor Both Each Some"
    " Many Most Several However Meanwhile Nevertheless Instead Also Then Now Once Later"
    " Earlier Despite Under Over Among Between Following According As To Not No Such Only"
    " Even Still All Any Another Other Yesterday Today Tomorrow Two Three Four Five Six"
    " Seven Eight Nine Ten Nobody Nothing Neither Either Officials Analysts Critics Police"
    " Residents Witnesses Investigators",
    "de": "Der Die Das Den Dem Des Ein Eine Einer Einen Er Sie Es Wir Ich Ihr Sein Seine Ihre Im"
    " In Am An Auf Aus Bei Beim Mit Nach Von Vom Vor Zu Zum Zur Für Gegen Durch Unter Über"
    " Um Seit Wie Wenn Als Ob Weil Doch Aber Und Oder Auch So Dann Dort Hier Da Damit Dabei"
    " Dazu Diese Dieser Dieses Diesen Nun Noch Nur Schon Zudem Außerdem Allerdings Jedoch"
    " Bisher Bis Wer Was Wo Warum Man Alle Viele Einige Mehrere Zwei Drei Vier Trotz Während"
    " Laut Danach Später Nicht",
    "fr": "Le La Les L' Un Une Des Du Il Elle Ils Elles On Nous Vous Je Ce Cet Cette Ces C' Son"
    " Sa Ses Leur Leurs En Au Aux À Dans Sur Sous Par Pour Avec Sans Après Avant Depuis"
    " Pendant Selon Mais Et Ou Or Donc Car Si Quand Lorsque Comme Alors Aussi Cependant"
    " Toutefois Ainsi Puis Plusieurs Certains Tous Toutes Deux Trois D' Qui Que Quoi Où"
    " Pourquoi Malgré",
    "es": "El La Los Las Lo Un Una Unos Unas Él Ella Ellos Ellas Nosotros Yo Su Sus En Al Del De"
    " Con Sin Por Para Desde Hasta Entre Tras Según Sobre Ante Bajo Durante Pero Y O Si"
    " Cuando Como Donde Aunque Porque Mientras Además También Sin Este Esta Estos Estas Ese"
    " Esa Eso Aquel No Ya Así Entonces Luego Después Antes Todos Todas Muchos Varios Dos"
    " Tres Qué Quién Hoy Ayer",
    "ar": "",
}
"""Words that start a sentence and are no part of a name when they stand after a full stop."""

AFTER_CLOCK = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April"
    " May June July August September October November December Eastern Central Mountain"
    " Pacific Greenwich Jan. Feb. Aug. Sept. Oct. Nov. Dec."
)
SPEECH = (
    "said says asked asks wrote writes told added adds replied shouted cried continued"
    " warned joked answered demanded wondered insisted recalled tweeted posted exclaimed"
    " declared"
)
