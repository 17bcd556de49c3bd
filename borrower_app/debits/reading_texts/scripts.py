# ruff: noqa: E501 - two tables of characters
"""Characters that mean the same: traditional for simplified Chinese, letters of other scripts that look Latin."""

from __future__ import annotations

from typing import Final

_PAIRS: Final = (
    "貸贷 還还 帳账 賬账 戶户 繳缴 餘余 額额 資资 臺台 敗败 請请 與与 為为 於于 後后 將将 會会 從从 號号 銀银 個个 萬万 證证 險险 "
    "貨货 費费 電电 話话 務务 開开 關关 閉闭 機机 構构 業业 協协 議议 約约 簽签 權权 單单 據据 訊讯 時时 間间 費费 應应 該该 "
    "並并 無无 對对 錯错 誤误 異异 狀状 態态 處处 進进 結结 餐餐 轉转 匯汇 點点 擊击 連连 鏈链 網网 級级 雙双 團团 聯联 絡络 係系 "
    "係系 繫系 總总 淨净 積积 獎奖 勵励 領领 讓让 買买 賣卖 償偿 債债 貼贴 購购 贈赠 質质 賠赔 賴赖 貿贸 賀贺 貴贵 財财 貧贫 責责 "
    "貯贮 預预 項项 須须 頭头 題题 類类 顯显 願愿 顧顾 項项 頁页 順顺 領领 頻频 顆颗 風风 飛飞 飯饭 飲饮 館馆 駐驻 驗验 騙骗 驚惊 "
    "馬马 駕驾 體体 鬆松 鬧闹 魚鱼 鳥鸟 麗丽 麥麦 黃黄 齊齐 齡龄 龍龙 託托 讚赞 贊赞 鑑鉴 鑒鉴 憶忆 徵征 餓饿 險险 臺台 麼么 甚甚 這这 裡里 爾尔 彌弥 蘭兰 陸陆 倫伦 偉伟 燈灯 爐炉 燒烧 煙烟 熱热 牽牵 犧牺 狹狭 獅狮 猶犹 獵猎 瑪玛 璽玺 疊叠 瘋疯 盞盏 睜睁 矯矫 礦矿 礙碍 稅税 穀谷 竊窃 篤笃 簾帘 籃篮 糧粮 糾纠 紋纹 純纯 紛纷 絨绒 綜综 綱纲 網网 綿绵 緒绪 緝缉 縱纵 縫缝 繁繁 纏缠 罰罚 罷罢 聰聪 聳耸 脫脱 膚肤 艷艳 莊庄 蒼苍 蔣蒋 蕩荡 薩萨 虧亏 蝕蚀 蠟蜡 蠶蚕 袞衮 補补 襯衬 觸触 訣诀 訪访 詐诈 詛诅 誇夸 諒谅 諾诺 謀谋 謊谎 謹谨 譜谱 讓让 賊贼 賈贾 贍赡 趙赵 軌轨 轎轿 辭辞 遼辽 郷乡 醬酱 釀酿 鉛铅 銅铜 鋪铺 錦锦 鎮镇 鐮镰 闆板 闖闯 隸隶 韓韩 響响 頂顶 頒颁 頗颇 頸颈 顛颠 飄飘 飼饲 騎骑 騰腾 驅驱 驗验 髮发 鬚须 鳳凤 鴻鸿 鷹鹰 點点 黨党 鼴鼹 齒齿 長长 門门 閣阁 閱阅 隊队 階阶 際际 隨随 隱隐 雖虽 雜杂 離离 "
    "難难 雲云 靈灵 靜静 響响 頓顿 額额 遠远 適适 選选 遲迟 還还 邊边 郵邮 鄉乡 醫医 釋释 鍵键 錄录 錢钱 鎖锁 鏡镜 鐘钟 鐵铁 鑰钥 "
    "銷销 銳锐 鋼钢 針针 鈔钞 釣钓 認认 設设 許许 診诊 註注 評评 詞词 試试 詢询 該该 詳详 誠诚 誌志 語语 說说 説说 課课 調调 談谈 論论 "
    "諮咨 講讲 謝谢 識识 譯译 護护 變变 讀读 豐丰 貝贝 負负 販贩 貫贯 貶贬 費费 賓宾 賤贱 賦赋 賜赐 購购 贏赢 趕赶 跡迹 踐践 車车 "
    "軍军 軟软 載载 輔辅 輕轻 輸输 轄辖 辦办 農农 運运 過过 達达 違违 遞递 遺遗 補补 裝装 裡里 裏里 製制 複复 襲袭 見见 規规 視视 親亲 "
    "覺觉 覽览 觀观 觸触 訂订 計计 訓训 記记 訴诉 許许 術术 衛卫 衝冲 衆众 眾众 虛虚 處处 號号 螢萤 蓋盖 薦荐 藍蓝 藥药 蘇苏 華华 "
    "葉叶 萊莱 興兴 舊旧 艙舱 聽听 聲声 職职 聖圣 聞闻 肅肃 脅胁 腦脑 腳脚 膽胆 臉脸 臨临 舉举 羅罗 義义 習习 緊紧 線线 練练 "
    "組组 細细 終终 經经 綁绑 維维 綠绿 繼继 續续 續续 給给 統统 絕绝 絲丝 紅红 紀纪 納纳 級级 純纯 紙纸 緩缓 編编 緣缘 縣县 縮缩 績绩 "
    "織织 繪绘 籌筹 簡简 築筑 節节 範范 筆笔 筍笋 競竞 窮穷 穩稳 種种 稱称 稅税 秘秘 禮礼 禍祸 禁禁 確确 礎础 碼码 礙碍 盡尽 監监 盤盘 "
    "盜盗 瞭了 瀏浏 灣湾 災灾 炷炷 無无 煩烦 熱热 營营 爭争 爺爷 牆墙 獲获 獨独 獄狱 現现 環环 產产 畢毕 畫画 當当 療疗 發发 皺皱 "
    "漢汉 溝沟 準准 滯滞 滿满 漁渔 潔洁 濟济 濱滨 測测 減减 渦涡 湯汤 溫温 滅灭 歲岁 歷历 歸归 殘残 殺杀 氣气 決决 沒没 沖冲 況况 "
    "淚泪 權权 樓楼 標标 樣样 檔档 檢检 櫃柜 欄栏 歐欧 歡欢 極极 構构 槍枪 樂乐 樹树 橋桥 機机 條条 來来 東东 業业 書书 曆历 暫暂 暢畅 "
    "時时 晚晚 晉晋 昇升 於于 旅旅 斷断 數数 敵敌 擔担 據据 擇择 擬拟 擴扩 擾扰 攜携 攤摊 攔拦 損损 換换 揮挥 搶抢 撥拨 撤撤 擁拥 "
    "戲戏 戰战 戶户 掛挂 採采 掃扫 揀拣 應应 懷怀 懸悬 戀恋 憑凭 慣惯 慶庆 憂忧 態态 慘惨 愛爱 惡恶 您您 恆恒 彈弹 張张 強强 彙汇 後后 "
    "徑径 從从 復复 徵征 徹彻 幣币 帥帅 師师 帶带 幹干 幾几 庫库 廠厂 廣广 廳厅 廢废 寶宝 實实 寫写 審审 寬宽 對对 專专 將将 尋寻 導导 "
    "層层 屬属 岡冈 島岛 嶺岭 巖岩 婦妇 媽妈 孫孙 學学 嬰婴 奪夺 奮奋 奧奥 夠够 夢梦 夾夹 壓压 壞坏 壽寿 報报 場场 塊块 執执 "
    "堅坚 墊垫 墜坠 圍围 園园 圓元 圖图 團团 國国 嗎吗 嚴严 囑嘱 問问 啟启 喪丧 單单 嘗尝 員员 參参 叢丛 吳吴 呂吕 協协 卻却 厲厉 "
    "區区 華华 匯汇 動动 務务 勞劳 勢势 勝胜 勳勋 勸劝 劃划 劇剧 劉刘 剛刚 創创 則则 別别 劑剂 兩两 兒儿 內内 冊册 凍冻 凱凯 億亿 "
    "優优 償偿 儲储 儘尽 儉俭 價价 傷伤 傳传 債债 傾倾 僅仅 備备 偽伪 側侧 偵侦 們们 倆俩 個个 倉仓 俠侠 係系 侶侣 佔占 併并 來来 "
    "亂乱 亞亚 產产 亙亘 嫌嫌 屆届 遭遭 殺杀 啓启 緻致 鬥斗 鄰邻 龜龟 週周 閃闪 陳陈 陰阴 陽阳 險险 隻只 雞鸡 喚唤 噴喷 嘆叹 "
    "贖赎 揹背 輯辑 輛辆 輪轮 轟轰 載载 筆笔 箇个 濫滥 妳你 裝装 贓赃 羣群 滬沪 溢溢 淺浅 滙汇 兌兑 拋抛 擲掷 牠它 週周 飾饰 餌饵 穫获"
)
_TRADITIONAL: Final = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
# Letters that look Latin and are not: in an honest text they stand in words of their own script.
_LOOKALIKES: Final = str.maketrans("аеорсхуіѕјѵԁһӏƖοαεικρτυν", "aeopcxyisjvdhlloaeikptuv")


def simplified(text: str) -> str:
    """Traditional characters as simplified ones, of the same length."""
    return text.translate(_TRADITIONAL)


def without_lookalikes(text: str) -> str:
    """Letters that only look Latin as the Latin ones, of the same length."""
    return text.translate(_LOOKALIKES)


def is_written_wide(text: str) -> bool:
    """Whether Latin letters stand there in the width of Chinese ones, as they do to pass a filter."""
    return any("\uff21" <= character <= "\uff5a" for character in text)


def has_lookalikes(text: str) -> bool:
    """Whether a word mixes Latin letters with letters that only look like them."""
    return any(
        any(character.isascii() and character.isalpha() for character in word) and word.translate(_LOOKALIKES) != word
        for word in text.split()
        if not word.isascii()
    )
