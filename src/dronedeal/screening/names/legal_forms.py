"""Legal forms of organisations, as data, by what they amount to. Not a legal dictionary: only enough to set the form aside."""

from __future__ import annotations

__all__ = ["LEGAL_FORMS"]

LEGAL_FORMS: dict[str, str] = {
    "limited": """
        ltd limited ltda limitada lda llc llp lp lc pllc pvt_ltd pty_ltd pte_ltd ltd_liability_company private_limited
        proprietary_limited limited_company company_limited limited_liability_company limited_liability_partnership
        limited_partnership company_with_limited_liability limited_liability co_ltd co_llc private_limited_company
        gmbh gesmbh mbh gesellschaft_mit_beschraenkter_haftung gesellschaft_mit_beschrankter_haftung ug haftungsbeschraenkt
        gmbh_co_kg kg kgaa ohg gbr haftungsbeschrankt kommanditgesellschaft
        sarl sarlau eurl snc societe_a_responsabilite_limitee srl srls societa_a_responsabilita_limitata sprl bvba
        sociedad_limitada sociedad_de_responsabilidad_limitada sl slu slne s_de_rl
        bv besloten_vennootschap aps anpartsselskab oy osakeyhtio as aktieselskab aksjeselskap ab aktiebolag
        zoo sp_zoo sp_z_oo spolka_z_ograniczona_odpowiedzialnoscia spol_sro sro spolecnost_s_rucenim_omezenym doo eood ood kft
        korlatolt_felelossegu_tarsasag sia uab osauhing ou dooel
        ltd_sti limited_sirketi ltd_sirketi sti
        ооо общество_с_ограниченной_ответственностью obshchestvo_s_ogranichennoy_otvetstvennostyu
        obshchestvo_s_ogranichennoi_otvetstvennostiu ooo
        тов товариство_з_обмеженою_відповідальністю tovarystvo_z_obmezhenoyu_vidpovidalnistyu tov
        тоо товарищество_с_ограниченной_ответственностью too тдв одо общество_с_дополнительной_ответственностью
        жшс mmc мчж мчо
        有限公司 有限责任公司 有限責任公司 责任有限公司 有限会社 合同会社 有限合伙 유한회사 유한책임회사 (유)
    """,
    "stock": """
        inc incorporated corp corporation corporate plc pjsc ojsc cjsc jsc ajsc ksc psc saog qsc pcl psu tbk
        joint_stock_company open_joint_stock_company closed_joint_stock_company public_joint_stock_company joint_stock
        non_public_joint_stock_company public_limited_company public_company_limited public_company joint_stock_corporation
        stock_company stock_corporation company_limited_by_shares open_joint_stock closed_joint_stock public_joint_stock
        ag aktiengesellschaft se societas_europaea sa societe_anonyme sas sasu societe_par_actions_simplifiee
        sociedad_anonima sau sociedade_anonima spa societa_per_azioni sab_de_cv sa_de_cv sapi_de_cv cv
        nv naamloze_vennootschap oyj julkinen_osakeyhtio asa allmennaksjeselskap publ a_s
        spolka_akcyjna akciova_spolecnost as_ad ad aktsionerno_druzhestvo dd nyrt zrt reszvenytarsasag akcine_bendrove
        a_o anonim_sirketi anonim_sti as_turk san_tic_as sanayi_ve_ticaret_as sanayi_ve_ticaret_anonim_sirketi tas
        ао оао зао пао нао акционерное_общество открытое_акционерное_общество закрытое_акционерное_общество
        публичное_акционерное_общество непубличное_акционерное_общество ao oao zao pao nao
        aktsionernoe_obshchestvo aktsionernoye_obshchestvo otkrytoe_aktsionernoe_obshchestvo
        otkrytoye_aktsionernoye_obshchestvo zakrytoe_aktsionernoe_obshchestvo zakrytoye_aktsionernoye_obshchestvo
        publichnoe_aktsionernoe_obshchestvo publichnoye_aktsionernoye_obshchestvo акционерного_общества
        ат пат прат ват зат акціонерне_товариство приватне_акціонерне_товариство публічне_акціонерне_товариство
        відкрите_акціонерне_товариство private_joint_stock_company prjsc prat pat vat аж sme акционерлік_қоғамы ақ
        aksiyadorlik_jamiyati аж_хк хк
        股份有限公司 股份公司 株式会社 株式會社 주식회사 (株) (주) kabushiki_kaisha kabushikikaisha kk 株 주
    """,
    "state": """
        фгуп гуп муп фгбу фгбоу фку казенное_предприятие федеральное_государственное_унитарное_предприятие
        государственное_унитарное_предприятие унитарное_предприятие унитарное_частное_предприятие уп руп чуп
        республиканское_унитарное_предприятие fgup gup mup fku fgbu unitary_enterprise state_unitary_enterprise
        federal_state_unitary_enterprise federal_state_budgetary_institution federal_state_institution
        federalnoe_gosudarstvennoe_unitarnoe_predpriyatie gosudarstvennoe_unitarnoe_predpriyatie
        дп державне_підприємство кп комунальне_підприємство казенне_підприємство derzhavne_pidpryyemstvo
        federal_state_budgetary_educational_institution_of_higher_education fsue fsbi
        федеральное_государственное_бюджетное_учреждение федеральное_государственное_бюджетное_образовательное_учреждение
    """,
    "sole": """
        ип чп фоп пп приватне_підприємство частное_предприятие индивидуальный_предприниматель eu sole_proprietorship
        private_enterprise private_company private pvt pte pty proprietary sdn_bhd sdn bhd berhad pt cv_indonesia
        fze fzc fzco fz_llc dmcc free_zone_establishment free_zone_company est establishment wll spc
        ev ggmbh eg stiftung eingetragener_verein кооператив
    """,
    "any": """
        company companies co cos cie compagnie compania companhia cia компания компании компанія kompaniya kompania kompanii
        公司 会社 회사 общество obshchestvo obshchestvo_s товариство sirketi societe societa sociedad sociedade
        gesellschaft aktsionernoe акционерное акционерная открытое закрытое публичное корпорация корпорации korporatsiya
        korporatsiia корпорація 总公司 分公司 liability
        ответственностью ограниченной sendirian
    """,
}
"""By what a form amounts to: words, parted by blanks; words of one form joined by underscores.

``any`` says of no family. Facts of company law, gathered by hand.
"""
