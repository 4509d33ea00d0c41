"""The closed lists of words that bills and rules share: categories, stages, grades of evidence, buyers, money. Not what a rule says of them."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = [
    "BUYERS",
    "CATEGORIES",
    "FUNDS_OF",
    "GOODS",
    "GRADES",
    "OWN_STAGES",
    "STAGES",
    "TRUTHS",
    "Buyer",
    "Category",
    "Funds",
    "Goods",
    "Grade",
    "Stage",
]

Category = Literal[
    "airframe", "motor", "esc", "propeller", "battery_cell", "battery_pack", "bms", "flight_controller",
    "autopilot_software", "firmware", "gnss_nav", "imu", "radio", "data_link", "modem_cellular", "antenna", "camera_eo",
    "camera_thermal", "gimbal", "sensor_other", "lidar", "companion_computer", "semiconductor", "memory", "storage",
    "gcs_hardware", "gcs_software", "operating_software", "mobile_app", "cloud_network", "cloud_storage", "magnet",
    "magnet_material", "specialty_metal_part", "tungsten_part", "tantalum_part", "pcb", "connector", "fastener", "cable",
    "docking_station", "payload_other", "cuas_detector", "service",
]  # fmt: skip
"""What a part is; one part may be several of these."""

Stage = Literal[
    "designed", "developed", "built", "mined", "separated", "refined", "melted", "processed", "manufactured", "assembled",
    "tested", "hosted", "operated", "maintained", "licensed_from",
]  # fmt: skip
"""A step of production that a rule may ask about: fourteen words of CycloneDX 2.0's draft, and ``licensed_from``."""

Grade = Literal["none", "self_declared", "supplier_certificate", "third_party_assessed", "government_cleared"]
"""How well a claim of origin is shown, weakest first."""

Buyer = Literal[
    "US-DoD", "US-federal-civil", "US-federal-grantee", "US-state-local", "US-commercial", "EU-member-state",
    "EU-SAFE-loan", "EU-EDIP", "UA-MoD", "UK-MoD", "other",
]  # fmt: skip
"""Who buys, as far as rules tell buyers apart."""

Funds = Literal["DoD", "US-federal", "US-grant", "SAFE", "EDIP", "UA-budget", "UK-budget", "own"]
"""Whose money pays."""

Goods = Literal["uas", "ground", "sea", "other"]
"""What the product as a whole is: an unmanned aircraft system, a ground vehicle, a vessel, or something else."""

CATEGORIES: tuple[Category, ...] = get_args(Category)
STAGES: tuple[Stage, ...] = get_args(Stage)
GRADES: tuple[Grade, ...] = get_args(Grade)
BUYERS: tuple[Buyer, ...] = get_args(Buyer)
GOODS: tuple[Goods, ...] = get_args(Goods)

OWN_STAGES: tuple[Stage, ...] = ("licensed_from",)
"""Stages that no standard names."""

FUNDS_OF: dict[Buyer, Funds] = {
    "US-DoD": "DoD",
    "US-federal-civil": "US-federal",
    "US-federal-grantee": "US-grant",
    "EU-SAFE-loan": "SAFE",
    "EU-EDIP": "EDIP",
    "UA-MoD": "UA-budget",
    "UK-MoD": "UK-budget",
}
"""The money a buyer spends where nothing else is said; ``own`` for the others."""

TRUTHS = frozenset({"true", "false", "y", "n"})
"""What people write for yes and no, and no rule reads."""
