"""Of every limb that a rule's own samples do not fail: a case in which it decides. A new limb needs a line here, or a sample."""

DOD = "{buyer: US-DoD, delivered: 2027-03-01, "
SOLD = "{buyer: US-commercial, delivered: 2027-03-01, asked: {new_fcc_authorisation: yes}, "
MAKER = "{name: Example Wings, domicile: UA, owners: {}}"
SAFE = "facts: {management_inside: yes, infrastructure_inside: yes, third_country_subcontract_share: 0}"
PARTS = "parts: {frame: {categories: [airframe], origin: {manufactured: UA}, cost: 100}}"
DESIGN = "product: {facts: {safe_category: 2, edip_category: 2, design_authority: yes, third_country_consent: no}}"
CAP = "asked: {imported: yes, partner_cap: yes}, "
AGREED = (
    "agreement_type: MLA, agreement_activity: manufacture, agreement_covers_producers: yes, agreement_covers_countries: yes, "
    "agreement_covers_buyers: yes, agreement_clauses: yes, agreement_executed: yes, us_retransfer_consent: yes, place_of_use: UA"
)


def contractor(pre: str, **changed: str) -> str:
    """A purchase whose contractor differs in one respect."""
    domicile = changed.get("domicile", "UA")
    owners = changed.get("owners", "{}")
    parent = ", parent: {name: Parent, domicile: US, owners: {}}" if "owners" in changed else ""
    said = changed.get("facts", SAFE)
    return (
        f"{{buyer: {pre}, delivered: 2027-03-01, seller: dealer, {changed.get('product', DESIGN)}, {changed.get('parts', PARTS)}, "
        f"parties: {{dealer: {{name: Example Drones, domicile: {domicile}, owners: {owners}, {said}}}{parent}}}}}"
    )


def classified(facts: str, **day: str) -> str:
    """A drone with some declarations."""
    return f"{{buyer: US-commercial, delivered: {day.get('delivered', '2027-03-01')}, product: {{facts: {{{facts}}}}}{day.get('more', '')}}}"


def agreement(**changed: str) -> str:
    """A deal under an agreement, of which one thing is said otherwise."""
    said = dict(one.split(": ") for one in AGREED.split(", ")) | changed
    asked = ", ".join(f"{name}: {value}" for name, value in said.items())
    return f"{DOD}asked: {{{asked}}}, product: {{facts: {{itar_content: yes}}}}}}"


def foreign_made(asked: str, cost: int, facts: str) -> str:
    """A drone made in Ukraine with one American part."""
    return (
        f"{DOD}asked: {{place_of_use: {asked}}}, product: {{origin: {{manufactured: UA}}, facts: {{ear_subject: no}}}}, parts: {{"
        f"frame: {{categories: [airframe], origin: {{manufactured: UA}}, cost: {100 - cost}}}, "
        f"link: {{categories: [data_link], origin: {{manufactured: US}}, cost: {cost}, facts: {{{facts}}}}}}}}}"
    )


def content(buyer: str, made: str, cost: int) -> str:
    """A drone with parts of the United States and of China."""
    return (
        f"{{buyer: {buyer}, delivered: 2027-03-01, product: {{origin: {{manufactured: {made}}}}}, parts: {{"
        f"frame: {{categories: [airframe], origin: {{manufactured: US}}, cost: {cost}}}, "
        f"motor: {{categories: [motor], origin: {{manufactured: CN}}, cost: {100 - cost}}}}}}}"
    )


def battery(delivered: str, programme: str) -> str:
    """A Chinese battery for a programme."""
    return (
        f"{{buyer: US-DoD, delivered: {delivered}, asked: {{programme: {programme}}}, parts: {{pack: {{categories: [battery_pack], "
        "origin: {assembled: CN by maker}, facts: {feoc_licence: no, feoc_cell_component_share: 0}}}, "
        "parties: {maker: {name: Example Cells Co, domicile: CN, owners: {}}}}"
    )


CASES: dict[tuple[str, str], str] = {
    # ---------------------------------------------------------------------------------------------------- us_defence
    ("US-DOD-848", "manufactured"): DOD
    + "product: {origin: {manufactured: CN by line}}, parties: {line: {domicile: CN}}}",
    ("US-DOD-848", "software"): DOD
    + "product: {origin: {manufactured: US by line}}, parts: {app: {categories: [gcs_software], origin: {developed: RU by firm}}}, "
    "parties: {line: {domicile: US}, firm: {domicile: RU}}}",
    ("US-DOD-848", "data"): DOD
    + "product: {origin: {manufactured: US by line}}, parts: {cloud: {categories: [cloud_storage], origin: {hosted: CN, operated: US by firm}}}, "
    "parties: {line: {domicile: US}, firm: {domicile: US}}}",
    ("US-DOD-848", "detector"): DOD
    + "product: {origin: {manufactured: US by line}}, parts: {box: {categories: [cuas_detector], origin: {manufactured: CN by firm}}}, "
    "parties: {line: {domicile: US}, firm: {domicile: CN}}}",
    (
        "US-DOD-805-B",
        "product",
    ): "{buyer: US-DoD, delivered: 2027-12-01, product: {origin: {manufactured: CN by line, assembled: CN by line}}, "
    "parties: {line: {name: Example Military Works, owners: {}}}, lists: {US-1260H: [Example Military Works]}}",
    (
        "US-DOD-805-B",
        "component",
    ): "{buyer: US-DoD, delivered: 2027-12-01, product: {origin: {manufactured: US by line, assembled: US by line}}, "
    "parts: {eye: {categories: [lidar], origin: {manufactured: CN by firm}}}, "
    "parties: {line: {name: Example Aero Inc, owners: {}}, firm: {name: Example Military Works, owners: {}}}, "
    "lists: {US-1260H: [Example Military Works]}}",
    (
        "US-DOD-805-B",
        "payload",
    ): "{buyer: US-DoD, delivered: 2027-12-01, "
    "parts: {eye: {categories: [camera_eo], origin: {manufactured: CN by firm}, facts: {line_item: yes}}}, "
    "parties: {firm: {name: Example Military Works, owners: {}}}, lists: {US-1260H: [Example Military Works]}}",
    ("US-DOD-817", "is_one"): DOD
    + "seller: dealer, parties: {dealer: {name: DJI, owners: {}, facts: {operates_covered_uas_equipment: no}}}}",
    ("US-DOD-4872", "melted"): "{buyer: US-DoD, delivered: 2026-12-01, parts: {motor: {categories: [motor]}, "
    "magnet: {categories: [magnet], inside: motor, origin: {melted: CN, manufactured: CN}}}}",
    ("US-DOD-4872", "metal"): "{buyer: US-DoD, delivered: 2026-12-01, parts: {"
    "weight: {categories: [tungsten_part], origin: {melted: CN, manufactured: CN}}}}",
    ("US-DOD-4872", "end_item"): DOD
    + "product: {origin: {manufactured: CN}, facts: {holds_covered_material: yes}}}",
    ("US-DOD-4872", "metal_mined"): DOD
    + "parts: {weight: {categories: [tungsten_part], origin: {mined: CN, refined: US, separated: US, melted: US, manufactured: US}}}}",
    (
        "US-DOD-BATT-154",
        "assembled",
    ): "{buyer: US-DoD, delivered: 2028-03-01, parts: {pack: {categories: [battery_pack], "
    "origin: {manufactured: KR by maker, assembled: CN by packer}}}, parties: {maker: {name: Cells}, packer: {name: CATL}}}",
    ("US-DOD-CCMC", "product"): DOD
    + "product: {origin: {manufactured: CN by maker}, facts: {usml_or_600_series: yes}}, parties: {maker: {domicile: CN, owners: {}}}}",
    ("US-DOD-BATT-4865", "standard"): battery("2029-03-01", "standard"),
    ("US-DOD-BATT-4865", "existing"): battery("2031-03-01", "existing"),
    # ---------------------------------------------------------------------------------------------------- us_federal
    ("US-BAA", "manufactured_defence"): content("US-DoD", "UA", 100),
    ("US-BAA", "manufactured_civil"): content("US-federal-civil", "DE", 100),
    ("US-BAA", "content_civil"): content("US-federal-civil", "US", 60),
    (
        "US-FED-ASDA",
        "element",
    ): "{buyer: US-federal-civil, delivered: 2027-03-01, product: {origin: {manufactured: US by line, "
    "assembled: US by line}}, parts: {pad: {categories: [gcs_hardware], origin: {manufactured: CN by firm}}}, "
    "parties: {line: {name: Example Aero Inc, domicile: US, owners: {}}, firm: {name: Example Military Works, domicile: CN, owners: {}}}, "
    "lists: {US-FASC-ASDA: [Example Military Works]}}",
    # ----------------------------------------------------------------------------------------------------- us_market
    ("US-FCC-UAS", "link"): SOLD
    + "product: {origin: {manufactured: US}}, parts: {link: {categories: [data_link], origin: {manufactured: UA}}}}",
    ("US-FCC-UAS", "component"): SOLD
    + "product: {origin: {manufactured: US}}, parts: {camera: {categories: [camera_eo], origin: {manufactured: UA}, "
    "facts: {needs_fcc_authorisation: yes}}}}",
    ("US-FCC-UAS", "software"): SOLD
    + "product: {origin: {manufactured: US}}, parts: {app: {categories: [gcs_software], origin: {developed: UA}}}}",
    ("US-FCC-1709", "equipment"): SOLD
    + "product: {origin: {manufactured: UA by maker}, facts: {dji_or_autel_partner: no}}, parts: {camera: {categories: [camera_eo], "
    f"origin: {{manufactured: CN by lens, licensed_from: UA by maker}}}}}}, parties: {{maker: {MAKER}, lens: {{name: DJI, owners: {{}}}}}}}}",
    ("US-FCC-1709", "software"): SOLD
    + "product: {origin: {manufactured: UA by maker}, facts: {dji_or_autel_partner: no}}, parts: {app: {categories: [mobile_app], "
    f"origin: {{developed: CN by lens, licensed_from: UA by maker}}}}}}, parties: {{maker: {MAKER}, lens: {{name: DJI, owners: {{}}}}}}}}",
    ("US-FCC-1709", "licence"): SOLD
    + "product: {origin: {manufactured: UA by maker}, facts: {dji_or_autel_partner: no}}, parts: {camera: {categories: [camera_eo], "
    f"origin: {{manufactured: UA by maker, licensed_from: CN by lens}}}}}}, parties: {{maker: {MAKER}, lens: {{name: DJI, owners: {{}}}}}}}}",
    ("US-FCC-1709", "partner"): SOLD
    + f"product: {{origin: {{manufactured: UA by maker}}, facts: {{dji_or_autel_partner: yes}}}}, parties: {{maker: {MAKER}}}}}",
    ("US-FCC-OTHER", "inverter"): SOLD
    + "product: {facts: {router: none, power_inverter: foreign, robotic_device: none}}}",
    ("US-FCC-OTHER", "robot"): SOLD
    + "goods: ground, product: {facts: {router: none, power_inverter: none, robotic_device: foreign}}}",
    (
        "US-232-UAS",
        "heavy_or_thermal",
    ): "{buyer: US-DoD, delivered: 2026-12-01, asked: {imported: yes}, product: {origin: {manufactured: UA}, "
    "facts: {mtow_kg: 26, has_thermal: no}}}",
    (
        "US-232-UAS",
        "capped_kingdom",
    ): f"{{buyer: US-DoD, delivered: 2026-12-01, {CAP}product: {{origin: {{manufactured: GB}}, "
    "facts: {mtow_kg: 4, has_thermal: no}}}",
    (
        "US-232-UAS",
        "capped_partner",
    ): f"{{buyer: US-DoD, delivered: 2026-12-01, {CAP}product: {{origin: {{manufactured: DE}}, "
    "facts: {mtow_kg: 4, has_thermal: no}}}",
    (
        "US-232-UAS",
        "cap_not_open",
    ): f"{{buyer: US-DoD, delivered: 2026-12-01, {CAP}product: {{origin: {{manufactured: DE}}, "
    "facts: {mtow_kg: 4, has_thermal: no}}}",
    ("US-232-UAS", "blue_delay"): "{buyer: US-DoD, delivered: 2026-12-01, asked: {imported: yes}, "
    "product: {origin: {manufactured: UA}, facts: {mtow_kg: 4, has_thermal: no, blue_list: cleared}}}",
    ("US-232-UAS", "dock"): "{buyer: US-DoD, delivered: 2026-12-01, asked: {imported: yes}, "
    "product: {origin: {manufactured: UA}, facts: {mtow_kg: 4, has_thermal: no}}, "
    "parts: {dock: {categories: [docking_station], origin: {manufactured: UA}}}}",
    ("US-232-UAS", "annex_one"): "{buyer: US-DoD, delivered: 2026-12-01, asked: {imported: parts}, "
    "parts: {motor: {categories: [motor], origin: {manufactured: UA}, facts: {annex_232: I}}}}",
    ("US-232-UAS", "annex_three"): DOD
    + "asked: {imported: parts}, parts: {motor: {categories: [motor], origin: {manufactured: UA}, facts: {annex_232: III}}}}",
    ("US-EO13981", "maker"): "{buyer: other, delivered: 2027-03-01, asked: {clause_eo13981: yes}, "
    "product: {origin: {manufactured: UA by line}}, parties: {line: {domicile: RU}}}",
    ("US-EO13981", "software"): "{buyer: other, delivered: 2027-03-01, asked: {clause_eo13981: yes}, "
    "product: {origin: {manufactured: UA by line}}, parts: {app: {categories: [mobile_app], origin: {developed: UA by firm}}}, "
    "parties: {line: {domicile: UA}, firm: {domicile: CN}}}",
    ("US-EO13981", "data_abroad"): "{buyer: other, delivered: 2027-03-01, asked: {clause_eo13981: yes}, "
    "product: {origin: {manufactured: UA by line}}, parts: {cloud: {categories: [cloud_storage], origin: {hosted: DE, operated: DE by line}}}, "
    "parties: {line: {domicile: UA}}}",
    ("US-EO13981", "data_administered"): "{buyer: other, delivered: 2027-03-01, asked: {clause_eo13981: yes}, "
    "product: {origin: {manufactured: UA by line}}, parts: {cloud: {categories: [cloud_storage], origin: {hosted: US, operated: US by firm}}}, "
    "parties: {line: {domicile: UA}, firm: {domicile: CN}}}",
    # ------------------------------------------------------------------------------------------------------- eu_safe
    ("EU-SAFE", "established"): contractor("EU-SAFE-loan", domicile="US"),
    ("EU-SAFE", "controlled"): contractor("EU-SAFE-loan", owners="{parent: {share: 60%}}"),
    ("EU-SAFE", "subcontractor"): contractor(
        "EU-SAFE-loan", facts=SAFE.replace("share: 0", "share: 20%, subcontract_before_2025_05_28: no, subcontract_replacement_plan: no")
    ),
    ("EU-SAFE", "design"): contractor("EU-SAFE-loan", product=DESIGN.replace("authority: yes", "authority: no")),
    ("EU-SAFE", "agreed"): contractor(
        "EU-SAFE-loan", parts=PARTS.replace("100}", "50}, eye: {categories: [camera_eo], origin: {manufactured: GB}, cost: 50}")
    ),
    ("EU-SAFE", "encumbered"): contractor("EU-SAFE-loan", product=DESIGN.replace("consent: no", "consent: yes")),
    ("EU-SAFE", "contravening"): contractor("EU-SAFE-loan", parts=PARTS.replace("100}", "99}, nut: {categories: [fastener], origin: {manufactured: CN}, cost: 1}")),
    ("EU-EDIP", "established"): contractor("EU-EDIP", domicile="US"),
    ("EU-EDIP", "controlled"): contractor("EU-EDIP", owners="{parent: {share: 60%}}"),
    ("EU-EDIP", "design"): contractor("EU-EDIP", product=DESIGN.replace("authority: yes", "authority: no")),
    ("EU-EDIP", "encumbered"): contractor("EU-EDIP", product=DESIGN.replace("consent: no", "consent: yes")),
    ("EU-EDIP", "contravening"): contractor("EU-EDIP", parts=PARTS.replace("100}", "99}, nut: {categories: [fastener], origin: {manufactured: CN}, cost: 1}")),
    # ------------------------------------------------------------------------------------------------------- ukraine
    ("UA-LOCAL-50", "codified"): "{buyer: UA-MoD, delivered: 2027-03-01, asked: {programme: weapons_of_victory}, "
    f"product: {{facts: {{codified: no, serial_production: yes}}}}, {PARTS}}}",
    ("UA-LOCAL-50", "series"): "{buyer: UA-MoD, delivered: 2027-03-01, asked: {programme: weapons_of_victory}, "
    f"product: {{facts: {{codified: yes, serial_production: no}}}}, {PARTS}}}",
    ("UA-LOCAL-50", "exactly_half"): "{buyer: UA-MoD, delivered: 2027-03-01, asked: {programme: weapons_of_victory}, "
    "product: {facts: {codified: yes, serial_production: yes}}, parts: {frame: {categories: [airframe], origin: {manufactured: UA}, cost: 1}, "
    "motor: {categories: [motor], origin: {manufactured: CN}, cost: 1}}}",
    ("UA-EXPORT", "review"): DOD
    + "asked: {permit_days: 120, suspension_clause: yes}, product: {origin: {manufactured: UA}}}",
    ("UA-EXPORT", "suspension"): DOD + "asked: {export_permit: granted}, product: {origin: {manufactured: UA}}}",
    ("UA-EXPORT", "resale"): DOD
    + "asked: {export_permit: granted, suspension_clause: yes, re_export: yes}, product: {origin: {manufactured: UA}}}",
    # ------------------------------------------------------------------------------------------------ export_control
    ("EXP-9A012", "endurance_before"): classified("declared_eccn: 9A012.a.1, endurance_h: 2, gust_kmh: 50, bvlos: yes, range_km: 20", delivered="2026-08-01"),
    ("EXP-9A012", "endurance_as_known_before"): classified(
        "declared_eccn: 9A012.a.1, endurance_h: 2, gust_kmh: 50, bvlos: yes, range_km: 20", more=", as_of: 2026-08-01"
    ),
    ("EXP-9A012", "beyond_sight"): classified("declared_eccn: EAR99, bvlos: yes"),
    ("EXP-9A012", "within_sight"): classified("declared_eccn: 9A012.a.1, endurance_h: 1, bvlos: no, range_km: 20"),
    ("EXP-9A012", "camera"): classified("declared_eccn: 9A012.a.3, sensor_eccn: none, bvlos: yes, range_km: 20"),
    ("EXP-9A012", "inertial"): classified("declared_eccn: 9A012.a.5, imu_eccn: none, bvlos: yes, range_km: 20"),
    ("EXP-9A012", "missile"): classified("declared_eccn: 9A012.a.2, endurance_h: 8, bvlos: yes, range_km: 300, declared_mt: no"),
    ("EXP-MTCR", "category_one"): classified("declared_mtcr: II, range_km: 900, payload_kg: 600, payload_at_300_kg: 500"),
    ("EXP-MTCR", "overstated"): classified("declared_mtcr: I, range_km: 900, payload_kg: 499, max_speed_kmh: 900"),
    ("EXP-MTCR", "short"): classified("declared_mtcr: II, range_km: 299, payload_kg: 40"),
    ("EXP-MTCR", "denial"): classified("declared_mtcr: I, range_km: 900, payload_kg: 600, payload_at_300_kg: 500, max_speed_kmh: 800"),
    ("EXP-MTCR", "slow"): classified("declared_mtcr: I, range_km: 900, payload_kg: 600, payload_at_300_kg: 500, max_speed_kmh: 799"),
    ("EXP-USML-VIII", "unarmed"): classified("usml_paragraph: VIII(a)(6), declared_eccn: none, armed: no, military_use_designed: yes"),
    ("EXP-USML-VIII", "civil"): classified("usml_paragraph: VIII(a)(5), declared_eccn: none, armed: no, military_use_designed: no"),
    ("EXP-USML-VIII", "both"): classified("usml_paragraph: VIII(a)(5), declared_eccn: 9A610.a, armed: no, military_use_designed: yes"),
    ("EXP-USML-VIII", "neither"): classified("usml_paragraph: none, declared_eccn: none, armed: no, military_use_designed: yes"),
    ("EXP-9A610", "civil"): classified("declared_eccn: 9A610.a, usml_paragraph: none, armed: no, military_use_designed: no, specially_designed: yes"),
    ("EXP-9A610", "released"): classified("declared_eccn: 9A610.a, usml_paragraph: none, armed: no, military_use_designed: yes, specially_designed: no"),
    ("EXP-9A610", "armed"): classified("declared_eccn: 9A610.a, usml_paragraph: none, armed: yes, military_use_designed: yes, specially_designed: yes"),
    ("EXP-ITAR-AGREEMENTS", "producers"): agreement(agreement_covers_producers="no"),
    ("EXP-ITAR-AGREEMENTS", "territory"): agreement(agreement_covers_countries="no"),
    ("EXP-ITAR-AGREEMENTS", "buyers"): agreement(agreement_covers_buyers="no"),
    ("EXP-ITAR-AGREEMENTS", "clauses"): agreement(agreement_clauses="no"),
    ("EXP-ITAR-AGREEMENTS", "executed"): agreement(agreement_executed="no"),
    ("EXP-ITAR-AGREEMENTS", "denied_place"): agreement(place_of_use="BY"),
    ("EXP-ITAR-AGREEMENTS", "denied_maker"): agreement()[:-1]
    + ", parts: {chip: {categories: [semiconductor], origin: {manufactured: CN}, facts: {itar: yes}}}}",
    ("EXP-ITAR-AGREEMENTS", "see_through"): agreement(us_retransfer_consent="no"),
    ("EXP-EAR-DEMINIMIS", "tenth"): foreign_made("CU", 11, "us_controlled: yes, usml_or_600_series: no"),
    ("EXP-EAR-DEMINIMIS", "any"): foreign_made("BY", 1, "us_controlled: yes, usml_or_600_series: yes"),
}  # fmt: skip
"""A case for each limb, by rule and limb."""

OWNERS = "parties: {line: {domicile: US, owners: {parent: {control: yes}}}, parent: {domicile: CN, owners: {}}}"
TOLD = {
    ("US-DOD-848", "owned"): f"{DOD}product: {{origin: {{manufactured: US by line}}}}, {OWNERS}}}",
    ("US-DOD-848", "owned_component"): (
        f"{DOD}parts: {{eye: {{categories: [gimbal], origin: {{manufactured: US by line}}}}}}, {OWNERS}}}"
    ),
    ("US-DOD-4872", "step"): f"{DOD}parts: {{bit: {{categories: [tungsten_part], origin: {{processed: RU}}}}}}}}",
}
"""Of every limb that is told beside a verdict: a case of which it is."""
