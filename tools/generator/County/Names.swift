/// Invented people: the most frequent surnames and given-name characters.
enum Names {
  private static let surnames = Array(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
      + "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
  ).map(String.init)
  private static let first = Array("建国志文晓玉海春秀丽俊明永红小美佳子思雨雪梦欣慧立宏振家光世正").map(String.init)
  private static let last = Array(
    "芳伟敏静丽强磊军洋勇艳杰娟涛超霞平刚英华玲辉鹏飞斌燕波宁莉萍琴琳婷丹峰岩浩凯悦妍楠蕾鑫龙云梅兰菊瑶瑞轩怡"
  ).map(String.init)

  static func invent(_ random: inout Random) -> String {
    let surname = surnames[min(random.int(0...99), random.int(0...99)) % surnames.count]
    return surname + (random.happens(7_000) ? random.pick(first) : "") + random.pick(last)
  }
}
