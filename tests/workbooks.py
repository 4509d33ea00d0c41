"""Workbooks made by hand, byte by byte, for tests of what reads them: sound ones, and those that somebody writes to break a reader."""

import io
import zipfile


def workbook(sheet: str, *, claimed: int | None = None) -> bytes:
    """A workbook by hand: one sheet of this XML, whose unpacked size may be lied about."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr(
            "_rels/.rels",
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    data = bytearray(file.getvalue())
    if claimed is not None:
        at = data.rfind(b"PK\x01\x02")
        data[at + 24 : at + 28] = claimed.to_bytes(4, "little")
    return bytes(data)


def cells(*rows: tuple[tuple[str, str], ...]) -> str:
    """The XML of a sheet: rows of pairs, where a cell stands and its text."""
    lines = "".join(
        "<row>" + "".join(f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in row) + "</row>"
        for row in rows
    )
    return f'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{lines}</sheetData></worksheet>'
