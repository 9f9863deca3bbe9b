// Make files/exceljs.xlsx with ExcelJS, which is no requirement of ours: `node make_exceljs.js` where it is installed.
//
// A quarterly list, figures down the side: texts in two fonts, shared formulas, a picture, a note, drop-downs, colour
// scales, hidden rows and columns, outlines, a table on a second sheet, print titles, a protected sheet.
const path = require("path");
const ExcelJS = require("exceljs");

const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
const LINES = [
  ["一、人民调解", null],
  ["调解案件总数", "件"],
  ["其中：调解成功", "件"],
  ["调解成功率", "%"],
  ["涉及当事人数", "人"],
  ["协议涉及金额", "万元"],
  ["二、矛盾纠纷排查", null],
  ["排查次数", "次"],
  ["预防纠纷", "件"],
  ["三、法律援助", null],
  ["法律援助受理案件", "件"],
  ["挽回经济损失", "万元"],
  ["无人知晓的指标", "项"],
];

async function main() {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("季报", {
    pageSetup: { paperSize: 9, orientation: "portrait", fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: "3:4", printArea: "A1:G17" },
    views: [{ state: "frozen", xSplit: 2, ySplit: 4 }],
    headerFooter: { oddFooter: "&C第 &P 页" },
  });
  sheet.mergeCells("A1:G1");
  sheet.getCell("A1").value = { richText: [{ font: { bold: true, size: 16 }, text: "司法行政工作季报表" }, { font: { size: 10 }, text: "（2026年）" }] };
  sheet.mergeCells("A3:A4");
  sheet.mergeCells("B3:B4");
  sheet.mergeCells("C3:E3");
  sheet.getCell("A3").value = "指标名称";
  sheet.getCell("B3").value = "计量单位";
  sheet.getCell("C3").value = "2026年";
  sheet.getCell("C4").value = "本季度";
  sheet.getCell("D4").value = "本年累计";
  sheet.getCell("E4").value = "上年同期";
  sheet.mergeCells("F3:F4");
  sheet.getCell("F3").value = "同比增减";
  LINES.forEach(([name, unit], index) => {
    const row = 5 + index;
    sheet.getCell(`A${row}`).value = name;
    if (unit === null) {
      sheet.mergeCells(`A${row}:G${row}`);
      return;
    }
    sheet.getCell(`B${row}`).value = unit;
    for (const column of "CDEF") {
      const cell = sheet.getCell(`${column}${row}`);
      cell.border = { top: { style: "thin" }, left: { style: "thin" }, bottom: { style: "thin" }, right: { style: "thin" } };
      cell.protection = { locked: column === "F" };
    }
    sheet.getCell(`D${row}`).value = 8888; // last quarter's, left standing
  });
  sheet.getCell("F6").value = { formula: "D6-E6", result: 0 };
  sheet.getCell("F7").value = { sharedFormula: "F6", result: 0 };
  sheet.getCell("C8").numFmt = sheet.getCell("D8").numFmt = sheet.getCell("E8").numFmt = "0.00%";
  sheet.getCell("A18").value = "填报人";
  sheet.getCell("A18").note = { texts: [{ text: "填真名" }] };
  sheet.getCell("G6").dataValidation = { type: "list", allowBlank: true, formulae: ['"已核,未核"'] };
  sheet.getCell("C6").dataValidation = { type: "whole", operator: "greaterThanOrEqual", formulae: [0] };
  sheet.addConditionalFormatting({ ref: "C6:C9", rules: [{ type: "colorScale", cfvo: [{ type: "min" }, { type: "max" }], color: [{ argb: "FFFFFFFF" }, { argb: "FF63BE7B" }] }] });
  sheet.addConditionalFormatting({ ref: "D6:D9", rules: [{ type: "dataBar", gradient: false, cfvo: [{ type: "min" }, { type: "max" }] }] });
  sheet.getRow(17).hidden = true;
  sheet.getColumn("H").hidden = true;
  sheet.getRow(7).outlineLevel = 1;
  sheet.addImage(book.addImage({ base64: DOT, extension: "png" }), "A20:A21");
  const other = book.addWorksheet("附表");
  other.addTable({ name: "名单", ref: "A1", headerRow: true, columns: [{ name: "姓名" }, { name: "职务" }], rows: [["甲", "所长"], ["乙", "科员"]] });
  book.definedNames.add("季报!$C$6:$C$9", "本季数");
  await sheet.protect("2026", { selectLockedCells: true });
  await book.xlsx.writeFile(path.join(__dirname, "files", "exceljs.xlsx"));
}

main();
