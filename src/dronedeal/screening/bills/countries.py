"""Countries by the codes of ISO 3166-1 and by their English names. Not a list of anyone's friends or foes."""

from __future__ import annotations

__all__ = ["COUNTRIES", "country_of"]

_TABLE = (
    "AD Andorra|AE United Arab Emirates/UAE|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|AM Armenia|"
    "AO Angola|AQ Antarctica|AR Argentina|AS American Samoa|AT Austria|AU Australia|AW Aruba|AX Åland Islands|"
    "AZ Azerbaijan|BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria|"
    "BH Bahrain|BI Burundi|BJ Benin|BL Saint Barthélemy|BM Bermuda|BN Brunei Darussalam/Brunei|BO Bolivia|"
    "BQ Bonaire, Sint Eustatius and Saba|BR Brazil|BS Bahamas|BT Bhutan|BV Bouvet Island|BW Botswana|BY Belarus|"
    "BZ Belize|CA Canada|CC Cocos (Keeling) Islands|CD Democratic Republic of the Congo|CF Central African Republic|"
    "CG Congo|CH Switzerland|CI Côte d'Ivoire/Ivory Coast|CK Cook Islands|CL Chile|CM Cameroon|"
    "CN China/People's Republic of China/PRC/P.R. China|CO Colombia|CR Costa Rica|CU Cuba|CV Cabo Verde|CW Curaçao|"
    "CX Christmas Island|CY Cyprus|CZ Czechia/Czech Republic|DE Germany|DJ Djibouti|DK Denmark|DM Dominica|"
    "DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|ER Eritrea|ES Spain|"
    "ET Ethiopia|FI Finland|FJ Fiji|FK Falkland Islands|FM Micronesia|FO Faroe Islands|FR France|GA Gabon|"
    "GB United Kingdom/UK/Great Britain|GD Grenada|GE Georgia|GF French Guiana|GG Guernsey|GH Ghana|GI Gibraltar|"
    "GL Greenland|GM Gambia|GN Guinea|GP Guadeloupe|GQ Equatorial Guinea|GR Greece|"
    "GS South Georgia and the South Sandwich Islands|GT Guatemala|GU Guam|GW Guinea-Bissau|GY Guyana|HK Hong Kong|"
    "HM Heard Island and McDonald Islands|HN Honduras|HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland|IL Israel|"
    "IM Isle of Man|IN India|IO British Indian Ocean Territory|IQ Iraq|IR Iran/Islamic Republic of Iran|IS Iceland|"
    "IT Italy|JE Jersey|JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia|KI Kiribati|KM Comoros|"
    "KN Saint Kitts and Nevis|KP North Korea/Democratic People's Republic of Korea/DPRK|"
    "KR South Korea/Republic of Korea/Korea, Republic of|KW Kuwait|KY Cayman Islands|KZ Kazakhstan|LA Laos|LB Lebanon|"
    "LC Saint Lucia|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|LY Libya|"
    "MA Morocco|MC Monaco|MD Moldova|ME Montenegro|MF Saint Martin|MG Madagascar|MH Marshall Islands|"
    "MK North Macedonia|ML Mali|MM Myanmar|MN Mongolia|MO Macao/Macau|MP Northern Mariana Islands|MQ Martinique|"
    "MR Mauritania|MS Montserrat|MT Malta|MU Mauritius|MV Maldives|MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique|"
    "NA Namibia|NC New Caledonia|NE Niger|NF Norfolk Island|NG Nigeria|NI Nicaragua|NL Netherlands/The Netherlands|"
    "NO Norway|NP Nepal|NR Nauru|NU Niue|NZ New Zealand|OM Oman|PA Panama|PE Peru|PF French Polynesia|"
    "PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland|PM Saint Pierre and Miquelon|PN Pitcairn|PR Puerto Rico|"
    "PS Palestine|PT Portugal|PW Palau|PY Paraguay|QA Qatar|RE Réunion|RO Romania|RS Serbia|"
    "RU Russia/Russian Federation|RW Rwanda|SA Saudi Arabia|SB Solomon Islands|SC Seychelles|SD Sudan|SE Sweden|"
    "SG Singapore|SH Saint Helena, Ascension and Tristan da Cunha|SI Slovenia|SJ Svalbard and Jan Mayen|SK Slovakia|"
    "SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan|ST Sao Tome and Principe|"
    "SV El Salvador|SX Sint Maarten|SY Syria/Syrian Arab Republic|SZ Eswatini|TC Turks and Caicos Islands|TD Chad|"
    "TF French Southern Territories|TG Togo|TH Thailand|TJ Tajikistan|TK Tokelau|TL Timor-Leste|TM Turkmenistan|"
    "TN Tunisia|TO Tonga|TR Türkiye/Turkey|TT Trinidad and Tobago|TV Tuvalu|TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|"
    "UM United States Minor Outlying Islands|US United States/United States of America/USA|UY Uruguay|UZ Uzbekistan|"
    "VA Holy See|VC Saint Vincent and the Grenadines|VE Venezuela|VG British Virgin Islands|VI U.S. Virgin Islands|"
    "VN Viet Nam/Vietnam|VU Vanuatu|WF Wallis and Futuna|WS Samoa|XK Kosovo|YE Yemen|YT Mayotte|ZA South Africa|"
    "ZM Zambia|ZW Zimbabwe"
)

COUNTRIES: dict[str, str] = {line[:2]: line[3:].split("/", 1)[0] for line in _TABLE.split("|")}
"""Name by code, of ISO 3166-1 as of 2026; XK, which the standard leaves to users, is Kosovo."""

_BY_NAME = {name.casefold(): line[:2] for line in _TABLE.split("|") for name in line[3:].split("/")}


def country_of(text: str) -> str | None:
    """The code of a country named by code or by English name; empty if none is named, None if nobody knows it.

    Parameters
    ----------
    text
        ``CN``, ``cn``, ``China``; empty or ``?`` for one that is not known.
    """
    if text in COUNTRIES:
        return text
    text = text.strip()
    if not text.strip("?"):
        return ""
    code = text.upper()
    return code if code in COUNTRIES else _BY_NAME.get(text.casefold())
