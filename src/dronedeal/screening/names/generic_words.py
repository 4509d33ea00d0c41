"""Words that many organisations share, in several languages, by what they mean. Not places, see ``places``; not legal forms."""

from __future__ import annotations

__all__ = ["COMMON", "STOPS", "TRADES"]

STOPS = """
    the of and for in at by to on a an no nr und der die das fur fuer von des et de la le les du d l y e el los las del dos
    della delle i и в на по с во им имени imeni named_after named_for g г город gorod та з ім імені ve van het en og och och_co
    的 和 与 及 之 の
"""
"""Words without weight."""

COMMON: dict[str, str] = {
    "technology": """tech techs technology technologies technological technical technics tec technologie technologia
        tecnologia tecnologias technik techn tekhnologii tekhnologiya tekhnologicheskaya технологии технология технологический
        техника tekhnika технический tekhnicheskiy технічний технології teknoloji teknolojileri hightech
        high_tech hi_tech 科技 技术 高科技 高新技术 高科 テクノロジー テクノロジーズ 테크놀로지 기술""",
    "group": "group groups grp gp groupe gruppe grupo gruppo grupa groep группа группы gruppa grupp група grup grubu koncern"
    " concern концерн kontsern концерну 集团 集団 グループ 그룹",
    "holding": "holding holdings hldg hldgs hld холдинг kholding холдинговая kholdingovaya 控股 ホールディングス 홀딩스",
    "international": """international intl int intern internat internationale internazionale internacional global worldwide
        world mezhdunarodnyy mezhdunarodnaya международный международная міжнародний uluslararasi 国际 環球 环球 全球
        インターナショナル 인터내셔널""",
    "national": "national natl nat nationale nacional nazionale natsionalnyy национальный национальная національний ulusal milli 国家 国立",
    "state": "state gosudarstvennyy gosudarstvennaya государственный государственная державний державна goskorporatsiya devlet 国有 国营",
    "federal": "federal федеральный федеральная federalnyy federalnoe",
    "trade": """trade trades trading trdg trd traders commerce commercial comml comercial comercio commerciale commercio handel
        handels torgovyy torgovaya торговый торговая торговля торг торговий kommercheskiy коммерческий ticaret ticari
        商贸 贸易 商业 商社 商事 商会 物产 무역 상사""",
    "trading house": "trading_house torgovyy_dom торговый_дом trade_house td тд торговий_дім",
    "import": "import imports importing imp ithalat импорт impex импекс impeks import_export import_and_export export_import 进出口",
    "export": "export exports exporting exp ihracat экспорт eksport eksporta",
    "enterprise": "enterprise enterprises entp enterp predpriyatie predpriyatiye предприятие підприємство pidpryyemstvo empresa"
    " empresas entreprise entreprises unternehmen isletmesi 企业 기업 firma фирма firm",
    "association": "association assoc assn obedinenie obyedineniye объединение об'єднання obiednannia union verband ассоциация"
    " associates assocs partners partnership 协会 联合会 联合 협회",
    "industry": """industry industries industrial industrials ind inds indus indl industrie industria industriale industriya
        promyshlennyy promyshlennaya промышленный промышленная промышленность промисловий prom пром sanayi sanayii endustri
        endustrileri 工业 实业 产业 工業 산업 실업""",
    "manufacturing": """manufacturing manufacture manufacturer manufacturers mfg mfr mfrs manuf manufacturas production
        productions producer proizvodstvo proizvodstvennyy proizvodstvennaya производство производственный производственная
        виробництво виробничий produktion fertigung herstellung imalat uretim 制造 制作 生产 製造 製作 制作所 제조 제작소""",
    "service": "service services srvc srvcs srvces svc svcs svces serv servis сервис servisy услуги сервіс servicios servizi hizmetleri 服务 서비스",
    "solution": "solution solutions soln solns resheniya решения рішення cozumleri 方案 解决方案 ソリューションズ ソリューション 솔루션",
    "system": "system systems sys syst sistema sistemy systeme sistemi sistemas системы система системи sistemleri 系统 システム 시스템",
    "product": "product products prod prods produkt produkte productos urunleri produktsiya продукция продукты 产品 制品 用品 プロダクツ",
    "development": "development developments dev devel developing razvitie razvitiya развитие развития розвиток entwicklung"
    " desarrollo developpement gelistirme 发展 开发 开发区 개발",
    "management": "management mgmt mgt managing upravlenie upravlyayushchaya управление управляющая управління yonetim 管理 관리",
    "centre": "center centre centr ctr cntr tsentr центр центра zentrum centro merkezi 中心 センター 센터",
    "innovation": "innovation innovations innovative innovatsii innovatsionnyy инновации инновационный інновації 创新 革新 혁신",
    "general": "general gen generalnyy генеральный allgemeine genel 通用 综合 総合 종합",
    "central": "central centralnyy tsentralnyy центральный центральная централ 中央 중앙",
    "united": "united unified edinyy obedinennaya obyedinennaya объединенная объединенный об'єднана vereinigte 联合 통합",
    "new": "new novyy novaya новый новая нова neue nouvelle nuevo yeni nova 新",
    "first": "first pervyy первый первая перший erste 第一 제일",
    "special": "special specialized specialised specialty spetsialnyy специальный специализированный spets spez 专用 特种 特殊 专业",
    "investment": "investment investments invest inv invests investing investitsii инвест инвестиции инвестиционная"
    " investitsionnaya інвест інвестиційна yatirim beteiligungs beteiligungen 投资 投資 투자",
    "people": "people peoples narodnyy народный volks halk 人民",
    "scientific": "science sciences scientific sci scient nauka nauchnyy nauchno научный научно наука науковий науково"
    " wissenschaft bilim 科学 과학",
    "foreign": "foreign vneshne внешне zarubezh overseas 海外 对外",
    "subsidiary": "subsidiary branch office division dept department филиал filial представительство представництво філія"
    " representative_office niederlassung zweigniederlassung sucursal succursale subdivision",
    "business": "business businesses biznes бизнес бізнес 事业 事業",
    "supply": "supply supplies snabzhenie снабжение постачання",
    "material": "material materials materialy материалы матеріали 材料 新材料 소재 マテリアル",
    "equipment": """equipment equip equipt equpmnt oborudovanie oborudovaniya оборудование обладнання apparatus appliances
        apparate gerate geraete ekipman 设备 装备 器材 装置 装備 機器 机器 장비""",
    "intelligent": "intelligent intelligence smart intellektualnye 智能 智慧 智控 智造 スマート",
    "da": "da",
    "do": "do",
    "di": "di",
    "works": "works zd зд zvd завод_им zavod zavody завод завода заводы factory factories plant plants fabrika fabrik fabryka фабрика werk werke"
    " usine fabricas fabrica fabrikasi fabrikalari manufactory комбинат kombinat combine комбінат 工厂 总厂 厂 工場 공장 製作所 制作所",
}
"""Words that say almost nothing of who somebody is."""

TRADES: dict[str, str] = {
    "research": "research rsrch recherche forschung investigacion issledovaniya issledovatelskiy исследования исследовательский"
    " дослідження дослідний research_and_development r_d rd 研究 研发 研究所 연구",
    "institute": "institute institut inst instituto istituto институт інститут institutet enstitusu 院",
    "research institute": "research_institute scientific_research_institute nauchno_issledovatelskiy_institut"
    " научно_исследовательский_институт нии nii науково_дослідний_інститут ндi науково_дослідний_iнститут 研究院 研究所 연구소 연구원",
    "research production": "npo нпо научно_производственное_объединение nauchno_proizvodstvennoe_obedinenie"
    " nauchno_proizvodstvennoye_obyedineniye nauchno_proizvodstvennoe_obyedinenie scientific_production_association"
    " research_production_association research_manufacturing_association scientific_manufacturing_association"
    " science_production_association scientific_industrial_association research_industrial_association spa_npo"
    " науково_виробниче_об'єднання нво nvo scientific_and_production_association"
    " npp нпп научно_производственное_предприятие nauchno_proizvodstvennoe_predpriyatie nauchno_proizvodstvennoye_predpriyatiye"
    " scientific_production_enterprise research_production_enterprise scientific_production research_production"
    " науково_виробниче_підприємство нвп nvp npk нпк научно_производственный_комплекс научно_производственная_корпорация"
    " research_production_corporation scientific_production_corporation scientific_production_complex npf нпф"
    " научно_производственная_фирма scientific_production_firm npc нпц научно_производственный_центр npts"
    " scientific_production_center scientific_production_centre research_production_center"
    " научно_производственная_компания scientific_production_company research_production_company science_production"
    " scientific_production_concern научно_производственный_концерн nauchno_proizvodstvennyy научно_производственный",
    "production association": "production_association proizvodstvennoe_obedinenie производственное_объединение"
    " proizvodstvennoye_obyedineniye po по_завод виробниче_об'єднання",
    "design bureau": "design_bureau designbureau konstruktorskoe_byuro конструкторское_бюро kb кб okb окб skb скб tskb цкб"
    " опытно_конструкторское_бюро opytno_konstruktorskoe_byuro experimental_design_bureau special_design_bureau"
    " central_design_bureau специальное_конструкторское_бюро центральное_конструкторское_бюро конструкторське_бюро"
    " design_office construction_bureau",
    "bureau": "bureau byuro buro бюро",
    "pilot": "pilot experimental opytnyy опытный экспериментальный eksperimentalnyy дослідний_завод",
    "design": "design designs designing proektnyy proekt проект проектный проектирование proektirovanie диз'айн dizayn 设计 設計 디자인",
    "electronics": """electronic electronics electr elec elect elektronika elektronik elektronika elektronnyy электроника
        электронный електроніка eletronica electronica electronique elettronica 电子 電子 전자 エレクトロニクス""",
    "electric": "electric electrical electricity electrics elektro электро elektricheskiy электрический электро техника"
    " elektrik electrique 电气 电器 电工 电机 電機 電気 전기",
    "energy": "energy energi energie energia enerji energo энерго энергия энергетика энергетическая energeticheskaya"
    " энергетический енергія енергетична energetika energetics 能源 新能源 에너지 エネルギー",
    "power": "power elektroenergetika электроэнергетика 电力 动力 電力 전력",
    "oil": "oil neft neftyanaya нефть нефтяная нефтяной нафта petroleum petrol petrole petroleo petroli 石油 油 석유 petrolleri",
    "gas": "gas gaz газ газовая газовый gazovaya 天然气 燃气 가스",
    "chemical": "chemical chemicals chem chimie chemie quimica khimiya khimicheskiy химия химический хімічний kimya 化学 化工 화학 ケミカル",
    "pharmaceutical": "pharma pharmaceutical pharmaceuticals pharm farma farmatsevticheskaya фарма фармацевтическая ilac 医药 制药 药业 제약",
    "medical": "medical medicine med meditsinskaya медицинский медицинская медичний medizin medizintechnik 医疗 의료",
    "biology": "bio biotech biotechnology biological biotekhnologii биотехнологии 生物 바이오",
    "aviation": """aviation aviatsionnyy aviatsionnaya avia авиация авиационный авиационная авиационного авиа авіація авіаційний
        aviacion aviazione luftfahrt havacilik 航空 항공""",
    "aircraft": "aircraft aircrafts airplane aeroplane samolet самолет самолетостроение aviastroitelnaya авиастроительная"
    " авиастроительный aircraft_building aircraft_construction aircraft_manufacturing flugzeugbau flugzeug 飞机 飞行器",
    "helicopter": "helicopter helicopters vertolet вертолеты вертолетный vertolety vertoletnyy гелікоптер 直升机",
    "aerospace": "aerospace aerokosmicheskiy аэрокосмический aerospatiale aeroespacial aeronautics aeronautical aeronautic"
    " uzay havacilik_ve_uzay havacilik_uzay astronautics 航空航天 航天 宇航 우주항공",
    "space": "space kosmos kosmicheskiy космос космический космічний raumfahrt espace 空间 宇宙",
    "rocket": "rocket rockets missile missiles raketnyy raketa ракетный ракета ракетный_завод ракети 火箭 导弹",
    "engine": "engine engines motor motors motoren dvigatel dvigateli двигатель двигатели двигателестроительный двигун"
    " engine_building motorostroitelnoe моторостроительное моторостроитель motor_building 发动机 电动机 马达 모터 モーター",
    "machine": "machine machines machinery mach mashina машины maquinaria makina 机械 機械 기계 machine_building"
    " mashinostroenie mashinostroitelnyy машиностроение машиностроительный машинобудівний mashinostroitelnaya"
    " engineering_plant maschinenbau maschinen machine_works mechanical_engineering machine_engineering",
    "instrument": "instrument instruments instrumentation instrum pribor pribory прибор приборы priborostroenie"
    " priborostroitelnyy приборостроение приборостроительный instrument_making instrument_building instrument_engineering"
    " instrument_manufacturing приладобудівний приладобудування 仪器 仪表 计器 계기",
    "mechanical": "mechanical mechanics mekhanicheskiy механический механика mekhanika механічний mechanik mecanica 机电",
    "optical": "optical optics optic optiko opticheskiy оптический оптико оптика optik optica optronics optoelectronics"
    " opto optoelectronic оптоэлектроника optoelektronika 光学 光电 光電 광학",
    "electromechanical": "electromechanical elektromekhanicheskiy электромеханический електромеханічний",
    "radio": "radio радио radiotekhnicheskiy радиотехнический radiotechnical radioelectronic radioelectronics радиоэлектронные"
    " radioelektronika радиоэлектроника radioelektronnye радіо wireless 无线电 无线 radio_engineering радиозавод radiozavod radio_plant",
    "communication": """communication communications comm comms communicationes communicatie communicaciones svyaz svyazi связь
        связи зв'язок haberlesme iletisim 通信 通讯 통신""",
    "telecom": "telecom telecoms telecommunication telecommunications telekom telekommunikatsii телеком телекоммуникации"
    " telecomunicaciones telekomunikasyon 电信 전기통신",
    "information": "information info informational informatsionnyy informatsionnye информация информационный информационные"
    " інформаційні informatics informatik bilisim bilgi 信息 资讯 情報 정보 infocomm",
    "software": "software soft softver programmnoe yazilim 软件 软体 ソフトウェア 소프트웨어 소프트",
    "computer": "computer computers computing kompyuter компьютер компьютерный bilgisayar 计算机 电脑 컴퓨터",
    "network": "network networks networking net seti сети мережі 网络 网 네트워크",
    "internet": "internet интернет web online cyber 互联网 在线 物联网",
    "data": "data dannye данные 数据 大数据 데이터",
    "digital": "digital tsifrovoy цифровой цифровые цифрові dijital 数字 数码 디지털 デジタル",
    "semiconductor": "semiconductor semiconductors semicon poluprovodnik полупроводник 半导体 반도체 微电子 microelectronics"
    " mikroelektronika микроэлектроника",
    "chip": "chip chips integrated_circuit integrated_circuits 芯片 集成电路",
    "battery": "battery batteries akkumulyator аккумулятор аккумуляторный batarei pil 电池 蓄电池 배터리",
    "robot": "robot robots robotics robotic robotika робототехника роботы 机器人 로봇 로보틱스",
    "unmanned": "unmanned uav uas uavs drone drones bespilotnyy bespilotnye беспилотный беспилотные безпілотні бпла insansiz"
    " 无人机 无人 드론 ドローン",
    "automation": "automation automatic automated avtomatika автоматика автоматики автоматизация otomasyon 自动化 오토메이션",
    "control": "control controls 控制 제어",
    "precision": "precision precise tochnyy точный точная точного prazision 精密 精工 정밀",
    "laser": "laser lasers лазер лазерный лазерные 激光 레이저 レーザー",
    "automobile": "automobile automotive automobiles auto autos car cars avtomobil avtomobilnyy автомобиль автомобильный avto"
    " авто автозавод avtozavod automobile_plant kraftfahrzeug otomotiv 汽车 自動車 자동차",
    "vehicle": "vehicle vehicles 车辆 車両",
    "transport": "transport transportation transports trans transportnyy транспорт транспортный tasimacilik 运输 交通 운송",
    "railway": "railway railways railroad rail zheleznye_dorogi железные_дороги железнодорожный bahn demiryolu 铁路 鉄道 철도",
    "logistics": "logistics logistic logistik logistika логистика logistica lojistik 物流 물류",
    "shipping": "shipping maritime marine sea морской морская morskoy morskie морське naval denizcilik navigation 海运 航运 海洋 船务 해운",
    "ship": "ship ships shipbuilding shipyard shipyards sudostroitelnyy sudostroitelnaya судостроение судостроительный"
    " судостроительная суднобудівний верфь verf werft tersane tersanesi sudoremontnyy судоремонтный ship_repair 船舶 造船 重工船舶 조선 shipbuilding_plant",
    "airline": "airline airlines airways aviakompaniya авиакомпания авиалинии avialinii авиалинии авіакомпанія havayollari 航空公司",
    "airport": "airport airports aeroport аэропорт flughafen havalimani 机场 空港 공항",
    "bank": "bank banks banking bk bnk banka banque banco banca банк банка банку bankasi sberegatelnyy 银行 銀行 은행",
    "insurance": "insurance ins assurance reinsurance strakhovaya strakhovanie страховая страхование страхова versicherung"
    " versicherungen seguros assicurazioni sigorta 保险 보험",
    "finance": "finance financial fin finances finansovaya финансовая финансовый финанс finans financiere finanziaria 金融 财务 금융",
    "capital": "capital kapital капитал капітал 资本 캐피탈",
    "fund": "fund funds fond фонд foundation fonds 基金",
    "securities": "securities asset assets aktiv активы 证券 资产 증권",
    "leasing": "leasing lizing лизинг rental 租赁",
    "real estate": "real_estate property properties nedvizhimost недвижимость immobilien realty 地产 房地产 置业 부동산",
    "construction": """construction constructions constr builders building stroitelnyy stroitelnaya stroitelstvo строительный
        строительная строительство stroy строй будівельна bau insaat 建设 建筑 建工 工程 建設 건설""",
    "engineering": "engineering eng engg engrg engineers engineer inzhenernyy inzhiniring инжиниринг инженерный інженерний"
    " ingenierie ingenieria ingegneria muhendislik engineered エンジニアリング 엔지니어링",
    "heavy": "heavy tyazheloe тяжелое тяжелый tyazhmash agir 重型 重工 重工业 중공업",
    "metal": "metal metals metall металл металлы metalurgia metallurgical metallurgy metallurgiya metallurgicheskiy металлургический"
    " металлургия металургійний metalurji 金属 冶金 금속 nonferrous_metals",
    "steel": "steel steels stal сталь стальной iron_and_steel iron stahl acier acero celik 钢铁 钢 제철 철강 製鉄",
    "aluminium": "aluminium aluminum alyuminiy алюминий алюминиевый alyuminievyy aluminyum 铝业 铝",
    "mining": "mining mine mines mineral minerals gornyy gornaya горный горная горнорудная gorno горно добыча гірничий bergbau minera madencilik 矿业 矿产 광업",
    "coal": "coal ugol ugolnaya уголь угольная угольный вугільна kohle komur 煤炭 煤业 煤",
    "gold": "gold золото zoloto zolotorudnaya altin 黄金",
    "food": "food foods pishchevoy пищевой продовольственный gida 食品 식품",
    "textile": "textile textiles tekstil текстиль tekstilnyy 纺织 섬유",
    "plastic": "plastic plastics plastik пластик plastmass 塑料 塑胶 플라스틱",
    "rubber": "rubber rezina резина shinnyy 橡胶 고무",
    "paper": "paper pulp bumaga бумажный tsellyulozno целлюлозно 纸业",
    "glass": "glass steklo стекло стекольный cam 玻璃",
    "agriculture": "agriculture agricultural agro agri agrarian selskokhozyaystvennyy сельскохозяйственный агро аграрний tarim 农业 농업",
    "water": "water voda вода vodokanal водоканал 水务 水利 수자원",
    "light": "light lighting lights svet свет osveshchenie 照明 灯 조명",
    "security": "security sicherheit bezopasnost безопасность безпеки seguridad guvenlik 安防 安全 保安 보안",
    "defence": "defence defense oborona oboronnyy oboronprom оборона оборонный оборонные оборонна ruestung savunma 国防 防务 방위 방산",
    "military": "military voennyy военный військовий militar 军工 军事 arms armament armaments oruzheynyy оружейный oruzhie оружие",
    "university": "university univ universitet университет універсистет université universidad universitat uni universitesi 大学 大學 학교 대학교"
    " gosudarstvennyy_universitet",
    "academy": "academy akademiya академия академія academie akademie 科学院 学院",
    "school": "school shkola школа college kolledzh колледж",
    "ministry": "ministry ministerstvo министерство міністерство ministerium bakanligi 部",
    "agency": "agency agentstvo агентство агенство агенція agentur ajansi",
    "media": "media television tv broadcasting press publishing izdatelstvo издательство 传媒 媒体 出版社 미디어",
    "hotel": "hotel hotels tourism travel отель туризм otel turizm 酒店 旅游 호텔",
    "consulting": "consulting consultants consultancy advisory advisors konsalting консалтинг консультационный beratung danismanlik 咨询 顾问",
    "photo": "photo photography camera cameras imaging video видео foto фото 影像 摄影 相机 视频",
    "sensor": "sensor sensors sensing datchik датчик 传感 传感器 센서",
    "component": "component components parts part komponent компонент комплектующие 零部件 元器件 元件 부품 connectors",
    "tool": "tool tools instrumentalnyy инструментальный werkzeug 工具",
    "model": "model models modelling hobby 模型",
    "repair": "repair overhaul remontnyy remont ремонт ремонтный aviaremontnyy авиаремонтный maintenance mro 维修",
    "geology": "geology geological geologiya геология геологический exploration 地质 勘探",
    "nuclear": "nuclear atomic atom yadernyy ядерный atomnyy атомный 核 核电 원자력",
    "satellite": "satellite satellites sputnik спутник спутниковые 卫星 위성",
    "navigation": "positioning navigatsiya навигация 导航",
    "environment": "environment environmental ecology эко ekologiya экология 环保 环境 환경",
    "air": "air воздушный воздушно vozdushnyy вко пво",
    "civil": "civil civilian гражданский гражданская grazhdanskoy цивільний 民用",
    "pipe": "pipe pipes tube tubes tubular труба трубный трубопрокатный pipe_rolling tube_rolling трубний 管道 管业",
    "tractor": "tractor tractors трактор тракторный тягач тягачей traktor traktornyy тракторний 拖拉机",
    "wheel": "wheel wheels wheeled колесный колесных kolesnykh колеса",
    "ferroalloy": "ferroalloy ferroalloys ферросплав ферросплавный феросплавів ferrosplav",
    "cement": "cement цемент цементный tsementnyy cimento 水泥",
    "cable": "cable cables cabling кабель кабельный kabel kabelnyy kablo 电缆 线缆",
    "bearing": "bearing bearings подшипник подшипниковый podshipnik 轴承",
    "turbine": "turbine turbines турбина турбинный turbina turbinnyy 涡轮 汽轮机",
    "pump": "pump pumps насос насосный nasos 泵业 水泵",
    "cartridge": "cartridge cartridges ammunition патронный патрон patronnyy боеприпасы mermi 弹药",
    "valve": "valve valves арматура арматурный armatura 阀门",
    "shipping line": "shipping_line shipping_lines shipping_company пароходство parokhodstvo судоходная sudokhodnaya",
    "forest": "forest forestry timber wood лес лесной lesnoy лесопромышленный 林业 木业",
    "fish": "fish fishing fishery рыба рыбный рыболовецкий rybnyy 渔业 水产",
    "meat": "meat мясо мясной мясокомбинат myaso 肉业",
    "milk": "milk dairy молоко молочный moloko sut 乳业",
    "beverage": "beverage beverages drinks brewery brewing напитки пивоваренный 饮料 啤酒 酒业",
    "furniture": "furniture мебель мебельный mebel mobilya 家具 家居",
    "clothing": "clothing garment garments apparel одежда швейный 服装 服饰",
    "tobacco": "tobacco табак табачный tabak 烟草",
    "fertilizer": "fertilizer fertilizers fertiliser удобрения удобрений udobreniya 化肥",
    "geophysics": "geophysics geophysical геофизика геофизический geofizika 地球物理",
    "hydraulic": "hydraulic hydraulics гидравлика гидравлический gidro гидро 液压",
    "acoustic": "acoustic acoustics акустика акустический 声学",
    "display": "display displays 显示 屏 디스플레이 ディスプレイ",
    "memory": "memory storage память 存储 储能 메모리",
    "cloud": "cloud 云计算 облако",
    "device": "device devices gadget устройство устройства приборный 终端",
    "wind": "wind solar photovoltaic ветро солнечный 风电 光伏 太阳能",
    "auction": "auction auctions exchange биржа birzha borsa 交易所",
    "law": "law legal attorneys юридический адвокатское 律师事务所",
    "hospital": "hospital clinic больница клиника поликлиника hastanesi 医院",
    "sport": "sport sports club клуб спорт спортивный 体育 俱乐部",
    "art": "art arts museum theatre theater музей театр 艺术 博物馆 文化",
    "charity": "charity charitable благотворительный фонд_помощи 慈善",
    "operation": "operation operations operating operator operators эксплуатация оператор 运营",
    "port": "port ports порт torgovyy_port морской_порт 港 港口",
    "store": "store stores shop retail magazin магазин 商店 零售",
}
"""What an organisation does: says more than a common word, less than a name."""
