/**
 * Names that a spelling dictionary, or the words of the guide, take for ordinary words: Björn is a bear, Linda is to swaddle. Every other
 * name is in neither, and so is never kept. Of those who live in Sweden, wherever their names come from.
 */
const NAMES = `
abbott adel adela adele adlan afton ahat aina aisha aktan aleksandra alexandrine alexia alexie alexis alf alkan allan allen alm alma alp altan alva
alvar alve amal amir ana anas ander andre andrea andree andres anise anka ann anna anne arian ariana arias artan ask asp aster atte augustin avan avis
axel ayaan ayan azer backe backman baker balta baltar barbara barbro barkan barker baron basista beata beate beck becker bedran bela belen ben benet
benigna benson bent berg berge bergen berger berggren bergkvist bergman bergström bette bilen bill birdie björk björkman björn blanche blanka blixt
blom bob boba bober borer borg borge brajan brandt brandy brandyn brant bret bridges bridget brien briggs brink britt britta broman brosch bruder
bruno bruns bullock burke bush bäck bäckman bäckström båge candela caro casanova casanovas clementina clementine collier dahl dahlia daisy dalan dale
damaske dana daren darren del delfina demet dena deon diana dieter dillan dion disa dixie donna duke duma dunn dykas earl ebba ebbe edda egon ek
ekblad elda elva elvan emir ester estera faith falk faller feza fia finke finn flor flora flore florina florine folke folker forss forst foster franc
frank franka franke frans fras fraser fred freda frede frid frida galvan gardiner garner garnet gaspar gaye gema gene gibbons gill gina gitta gloria
gorm goss grace grande greene gren grover grys gryta gullan göran göta hagen hakan hale halme hammar hammarström hana hande hanna hanne hannes hans
haro hasan hed hejduk helen helga helge heli helle hellen henna hennes heser hjort holmes hornig hortensia huda hulda ilka imre ina inga iris isa
isberg isla ismet israel iver ivy jaana jack jade jaden jake jambor jarl jasmin jasmina jasmine jeppe jett jon jona jonna jordan jordana julia julie
julien juliet julina justen kader kaj kaja kala kalan kalle kamar kamela kardelen karen karge kari karin karl karla karmelita karolin karolina
karoline kasper kelvin keramet khan kira kiwior klara klavs klin klinger klit knorr knut koch koman koral korda kostera kramer krans kris kristen
kristina krog kroker krull krysta krämer kuban kulig kurda kurt kurtis kuske kyle källström kåre ladan lans lasse lassen lava laverna lavina leja lena
lene lenn lenna lera liam lian liana liane lida lila lilja lily lin lina lind linda linde linden linder lindgren lindström linn linna linnea lisa liv
liva ljung ljunggren loba loke loma loska lott lotta lotte lotten lova love lucia lucian luciana ludde lund lunde lupita lyda lynne lärka lövgren
macha madonna mads magnolia maja majbritt malena malene malm malmberg malte malva mangold marat maria marin marte matas mats mattes matts maxi maxie
maxim maxima maxime maya mcdonald meda megan meja mesa mia mick mila milan milana milda minna minta mitra moller mora morell morse muller muna murat
musa myrna måns nadir nejdet nestor nia nick nisse nissen nordström norma norrman nova ochs ole oliva oliver olle oren orman osman palm palmer pascal
pastora penny pepe per pilar pina pitts planas pluta pompa poole potts pratt preston pärla ranta rapp regina rene riggs rim ringo rita roma ronald
rosen rosetta rosén ruby runa russ rust ryan rönn röse saari saga sam sander sandgren sandor sandström sanna sanne sari sarina savanna schilling
schäfer selen selena serena shah sherry sia sian sibylla silas sille sim sima simen sinan sjöberg sjögren sjöstrand sjöström skinner sky skye smal
smolka snövit sol solana soler sparks speer sporre sten stenmark sterling stian stig stolle styrna sunden susan susana suse svala svan sven svärd
sydor södergren söderström tage tara teddy tess tiana tiara tilde tim timmermann tina tindra tom tone torre tova treva tuba ture turna tuva ulla ulv
urban ute vagn vala valborg valle valter veronika vida vidar viking viktor viktoria vilda vilde vilja ville vilma vina viola violet violetta violette
vona watts yener zulu ågren åman åse örn касі софія яна ігор احمد جمیل رفیق روحی زین سامان عزت علي علی عمر فاطمه محمد مریم میاد وحید یارا
`;

/** Words that are in every sentence and in some names: kept, unless they stand beside a name or a word that nobody knows. */
const SOMETIMES = `
april autumn bank banks black blick block blomma blue bo bok bonde brand brown brun brunn burns can church dag dal dam dina doktor downs drake dörr
eld fager fink flink fors frisk frost fur gast glad glass gran granat green grip gross grosser grund grön gul gula hall hammare hane heaven hjälm hope
hopp horn hult humla hurtig hus häger hägg hård joy jul juni kall kant karp king kita klang kling klint knapp kraft kron krona kula kvarn kvist kyla
lampa land lax lejon little long lustig lux lönn löv maj major mann mans mara mark matt may mina modig moss munk mur my myra newton nord olive owe
park parker peer pil pope porter potter prins rak rask ren ring rink rise river ros rosa ruta sand sax short silver sina sjö skatt skog skyler skytte
sköld smed spets spjut stark stilla stjärna stolpe stolt storm strand strid stråle ström stål summer sund sur sus svensk söder tapper tegel tistel
tjäder torn torp trana trygg tröst tupp uv vall valls vass vide vik vila villa vinge vinter vit vita våg weeks west white will winter young äng ängel
ära ärlig віра любов марія надія امل انا ایمان جوان راضی ریاض زیاد سعید شرف صاحب عالیه عزیز علم لقاء مرشد مهر نظام نور هستی همراه پری کرم کریم گل
`;

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));
export const names = setOf(NAMES);
export const sometimesNames = setOf(SOMETIMES);
