/**
 * 审核表里填了“决定”，就请 GitHub 发布一次。只发送“有决定”这件事，不发送任何单元格的内容。
 * Asks GitHub to publish when somebody decides on the Moderation tab. Sends that it happened, and no cell.
 *
 * 安装（在审核表格里：扩展程序 - Apps 脚本）/ To install (in the moderation spreadsheet: Extensions - Apps Script):
 * 1. 粘贴本文件并保存。Paste this file and save it.
 * 2. 项目设置 - 脚本属性：Project settings - script properties:
 *      REPOSITORY  owner/name
 *      TOKEN       只对这一个仓库有 Contents: write 权限的细粒度令牌
 *                  a fine-grained token for this one repository, with Contents: write only
 * 3. 运行一次 install，并同意授权。Run `install` once and grant what it asks for.
 */

const TAB = "审核 moderation";
const COLUMNS = ["决定 decision", "复核人 second person", "回访 call-back"];
const AT_MOST_EVERY_SECONDS = 120;

/** 建立触发器；重复运行不会建第二个。Makes the trigger; running it again makes no second one. */
function install() {
  const spreadsheet = SpreadsheetApp.getActive();
  ScriptApp.getUserTriggers(spreadsheet)
    .filter((trigger) => trigger.getHandlerFunction() === "publishOnApproval")
    .forEach((trigger) => ScriptApp.deleteTrigger(trigger));
  ScriptApp.newTrigger("publishOnApproval").forSpreadsheet(spreadsheet).onEdit().create();
}

/** 有人改了单元格。Somebody changed a cell. */
function publishOnApproval(event) {
  const sheet = event.range.getSheet();
  if (sheet.getName() !== TAB || event.range.getLastRow() === 1) return;
  const width = event.range.getNumColumns();
  const titles = sheet.getRange(1, event.range.getColumn(), 1, width).getValues()[0];
  if (!titles.some((title) => COLUMNS.includes(String(title).trim()))) return;
  const cache = CacheService.getScriptCache();
  if (cache.get("asked")) return; // 半小时一次的定时任务会带上其余的 / the schedule takes the others along
  cache.put("asked", "yes", AT_MOST_EVERY_SECONDS);
  askToPublish();
}

function askToPublish() {
  const properties = PropertiesService.getScriptProperties();
  const repository = properties.getProperty("REPOSITORY");
  const response = UrlFetchApp.fetch(`https://api.github.com/repos/${repository}/dispatches`, {
    method: "post",
    contentType: "application/json",
    headers: {
      Authorization: `Bearer ${properties.getProperty("TOKEN")}`,
      Accept: "application/vnd.github+json",
    },
    payload: JSON.stringify({ event_type: "approved" }),
    muteHttpExceptions: true,
  });
  if (response.getResponseCode() !== 204) {
    console.error(`GitHub ${response.getResponseCode()}`); // 只记状态码 / the status code, nothing else
  }
}
