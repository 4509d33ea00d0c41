"""May it be bought: bills of materials against rules that are data, with lists, names and ownership. Not advice on law."""

from dronedeal.screening.bill import Alternative, Bill, Fact, Owner, Part, Party, Share
from dronedeal.screening.buying import Wanted, filled
from dronedeal.screening.clearing import Cleared, clear, is_screened, read_cleared
from dronedeal.screening.cure import Broken, Cured, cure
from dronedeal.screening.dependency import CONCERN, Dependency, dependency
from dronedeal.screening.importing import Imported, imported
from dronedeal.screening.judge import SYNTHETIC, judge, screen
from dronedeal.screening.listed import Entry, Listing, Lists, Match, Met
from dronedeal.screening.meeting import Register
from dronedeal.screening.packs import PACKS, Pack, packs, read_pack
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.replacing import replaced
from dronedeal.screening.rule import Effect, Rule, lists_asked
from dronedeal.screening.screening import (
    Asked,
    KitScreened,
    Screening,
    all_packs,
    bills_of,
    chosen_rules,
    register_of,
    screen_bill,
    screen_deal,
)
from dronedeal.screening.store import (
    EDITIONS,
    LIST_NAME,
    Kept,
    OutOfOrder,
    edition_taken,
    read_lists,
    written_editions,
    written_list,
)
from dronedeal.screening.turning import Turn, timeline, turning_days
from dronedeal.screening.verdict import NOT_ADVICE, Cell, Judged, Screened, Word

__all__ = [
    "CONCERN",
    "EDITIONS",
    "LIST_NAME",
    "NOT_ADVICE",
    "PACKS",
    "SYNTHETIC",
    "Alternative",
    "Asked",
    "Bill",
    "Broken",
    "Cell",
    "Cleared",
    "Cured",
    "Dependency",
    "Effect",
    "Entry",
    "Fact",
    "Imported",
    "Judged",
    "Kept",
    "KitScreened",
    "Listing",
    "Lists",
    "Match",
    "Met",
    "OutOfOrder",
    "Owner",
    "Pack",
    "Part",
    "Party",
    "Purchase",
    "Register",
    "Rule",
    "Screened",
    "Screening",
    "Share",
    "Turn",
    "Wanted",
    "Word",
    "all_packs",
    "bills_of",
    "chosen_rules",
    "clear",
    "cure",
    "dependency",
    "edition_taken",
    "filled",
    "imported",
    "is_screened",
    "judge",
    "lists_asked",
    "packs",
    "read_cleared",
    "read_lists",
    "read_pack",
    "register_of",
    "replaced",
    "screen",
    "screen_bill",
    "screen_deal",
    "timeline",
    "turning_days",
    "written_editions",
    "written_list",
]
