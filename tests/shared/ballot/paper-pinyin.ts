/** The characters of the paper words with their sounds, tones left out; written down apart from the code under test. */
export const PINYIN =
  '爱ai 安an 八ba 白bai 半ban 帮bang 包bao 北bei 本ben 笔bi 边bian 表biao 别bie 波bo 布bu 茶cha ' +
  '柴chai 产chan 场chang 潮chao 车che 晨chen 尺chi 虫chong 愁chou 出chu 船chuan 窗chuang 吹chui 春chun 大da 带dai ' +
  '蛋dan 党dang 刀dao 德de 灯deng 弟di 电dian 蝶die 丁ding 东dong 豆dou 读du 短duan 队dui 吨dun 多duo ' +
  '恩en 二er 法fa 饭fan 方fang 飞fei 分fen 父fu 改gai 甘gan 钢gang 高gao 歌ge 根gen 工gong 狗gou ' +
  '古gu 瓜gua 关guan 光guang 贵gui 滚gun 国guo 海hai 毫hao 河he 红hong 后hou 花hua 怀huai 欢huan 黄huang ' +
  '回hui 火huo 鸡ji 家jia 剑jian 江jiang 交jiao 姐jie 金jin 九jiu 决jue 军jun 卡ka 开kai 看kan 康kang ' +
  '考kao 课ke 孔kong 口kou 苦ku 快kuai 宽kuan 矿kuang 葵kui 蜡la 来lai 蓝lan 狼lang 老lao 雷lei 冷leng ' +
  '李li 连lian 凉liang 料liao 林lin 六liu 龙long 楼lou 路lu 乱luan 轮lun 罗luo 绿lv 马ma 麦mai 慢man ' +
  '忙mang 猫mao 梅mei 门men 米mi 面mian 苗miao 民min 墨mo 木mu 怕pa 牌pai 盘pan 胖pang 跑pao 配pei ' +
  '皮pi 片pian 票piao 品pin 坡po 七qi 千qian 墙qiang 桥qiao 茄qie 穷qiong 秋qiu 去qu 全quan 缺que 群qun ' +
  '染ran 让rang 热re 人ren 日ri 荣rong 肉rou 入ru 软ruan 润run 弱ruo 赛sai 沙sha 山shan 上shang 烧shao ' +
  '蛇she 神shen 十shi 手shou 书shu 帅shuai 双shuang 水shui 顺shun 说shuo 松song 算suan 塔ta 台tai 谈tan 糖tang ' +
  '桃tao 特te 藤teng 题ti 天tian 条tiao 铁tie 听ting 铜tong 头tou 土tu 团tuan 腿tui 拖tuo 瓦wa 外wai ' +
  '万wan 王wang 位wei 文wen 我wo 五wu 西xi 夏xia 先xian 香xiang 小xiao 鞋xie 心xin 熊xiong 秀xiu 许xu ' +
  '选xuan 雪xue 寻xun 鸭ya 盐yan 羊yang 药yao 叶ye 一yi 银yin 永yong 油you 鱼yu 园yuan 月yue 云yun ' +
  '杂za 宅zhai 站zhan 张zhang 找zhao 这zhe 真zhen 纸zhi 钟zhong 周zhou 竹zhu 砖zhuan 装zhuang 准zhun 桌zhuo 最zui '
