#include "tests/architecture/rules.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace lockbox::architecture;

namespace {

QDir projectDir()
{
    return QDir(QStringLiteral(LOCKBOX_SOURCE_DIR));
}

QString contentOf(const QString &path)
{
    QFile file(projectDir().filePath(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

/// Files of the given folders, by their path from the project's root, in order.
QStringList filesIn(const QStringList &folders, const QStringList &names)
{
    QStringList files;
    for (const QString &folder : folders) {
        QDirIterator walk(projectDir().filePath(folder), names, QDir::Files,
                          QDirIterator::Subdirectories);
        while (walk.hasNext())
            files.append(projectDir().relativeFilePath(walk.next()));
    }
    files.sort();
    return files;
}

QStringList productFolders()
{
    return {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")};
}

QStringList cppNames()
{
    return {QStringLiteral("*.h"), QStringLiteral("*.cpp")};
}

const std::vector<SourceText> &productSources()
{
    static const std::vector<SourceText> sources = [] {
        std::vector<SourceText> all;
        for (const QString &path : filesIn(productFolders(), cppNames()))
            all.push_back(parseSource(path, contentOf(path)));
        return all;
    }();
    return sources;
}

QByteArray report(const Findings &findings)
{
    QByteArray text = QByteArray::number(qsizetype(findings.size())) + " findings";
    for (const Finding &finding : findings)
        text += '\n' + finding.toString().toUtf8();
    return text;
}

/// Whether the lists of the file's folder, or of one above, name it.
bool isNamedByCMake(const QString &path)
{
    const QString name = path.section(QLatin1Char('/'), -1).chopped(4);
    for (QString folder = path.section(QLatin1Char('/'), 0, -2); !folder.isEmpty();
         folder = folder.section(QLatin1Char('/'), 0, -2)) {
        const QDir dir(projectDir().filePath(folder));
        const QStringList lists = dir.entryList(
            {QStringLiteral("CMakeLists.txt"), QStringLiteral("*.cmake")}, QDir::Files);
        for (const QString &list : lists) {
            if (contentOf(folder + QLatin1Char('/') + list).contains(name))
                return true;
        }
    }
    return false;
}

using Rule = std::function<Findings(const SourceText &)>;

struct NamedRule {
    const char *name;
    Rule check;
};

const std::vector<NamedRule> &productRules()
{
    static const std::vector<NamedRule> rules = {
        {"layers", checkLayers},           {"include style", checkIncludeStyle},
        {"parts of Qt", checkQtParts},     {"colours", checkColours},
        {"translation", checkTranslation}, {"SQL", checkSql},
        {"wall clock", checkWallClock},    {"headers", checkHeader},
        {"length", checkLength},
    };
    return rules;
}

} // namespace

Q_DECLARE_METATYPE(Rule)

/// The shape that docs/architecture.md describes, checked on the text of the project's own files.
class TestArchitecture : public QObject
{
    Q_OBJECT

private slots:
    void scannerTakesAFileApart();
    void rulesFindWhatTheyForbid_data();
    void rulesFindWhatTheyForbid();
    void rulesLetTheRestPass_data();
    void rulesLetTheRestPass();

    void productKeepsTheRules_data();
    void productKeepsTheRules();
    void testsAreShortEnough();
    void noPathOfOneMachine();
    void everySourceIsCompiled();
    void oneStatementAFile();
    void themeHoldsTheOnlyColours();
};

void TestArchitecture::scannerTakesAFileApart()
{
    const SourceText source =
        parseSource(QStringLiteral("core/base/x.cpp"),
                    QStringLiteral("#include <QString> // text\n"
                                   "/* \"no literal\"\n"
                                   "#include <QFile> */ #include \"core/base/x.h\"\n"
                                   "auto a = \"one \\\" two\"; char c = '\"'; int n = 1'000;\n"
                                   "auto b = R\"(raw\n\"text\")\"; // tail\n"
                                   "call();\n"));
    QCOMPARE(source.includes.size(), size_t(2));
    QCOMPARE(source.includes.at(0).text, QStringLiteral("<QString>"));
    QCOMPARE(source.includes.at(1).line, 3);
    QCOMPARE(source.literals.size(), size_t(2));
    QCOMPARE(source.literals.at(0).text, QStringLiteral("one \\\" two"));
    QCOMPARE(source.literals.at(1).text, QStringLiteral("raw\n\"text\""));
    QCOMPARE(source.literals.at(1).line, 5);
    QCOMPARE(source.lineCount, 7);
    QCOMPARE(source.code.at(3).text, QStringLiteral("auto a = \"\"; char c = ''; int n = 1'000;"));
    QCOMPARE(source.code.at(6).text, QStringLiteral("call();"));
}

void TestArchitecture::rulesFindWhatTheyForbid_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const Rule &rule, const char *path, const char *line) {
        QTest::newRow(name) << rule << QString::fromLatin1(path) << QString::fromUtf8(line);
    };
    row("domain up to service", checkLayers, "core/domain/x.cpp",
        "#include \"core/service/lockboxservice.h\"");
    row("ui to store", checkLayers, "ui/blades/x.cpp", "#include \"core/store/database.h\"");
    row("ui past the door", checkLayers, "ui/shell/x.cpp",
        "#include \"core/service/locallockbox.h\"");
    row("ui to demo", checkLayers, "ui/shell/x.cpp", "#include \"core/demo/demo.h\"");
    row("delegate to model", checkLayers, "ui/delegates/x.cpp",
        "#include \"ui/models/requestsmodel.h\"");
    row("model to service object", checkLayers, "ui/models/x.cpp",
        "#include \"core/audit/canonicaljson.h\"");
    row("blade to window", checkLayers, "ui/blades/x.cpp", "#include \"ui/shell/mainwindow.h\"");
    row("shell to blade", checkLayers, "ui/shell/x.cpp", "#include \"ui/blades/homeblade.h\"");
    row("program past the door", checkLayers, "app/cli/x.cpp",
        "#include \"core/store/database.h\"");
    row("command line to ui", checkLayers, "app/cli/commands/x.cpp",
        "#include \"ui/theme/theme.h\"");
    row("product to tests", checkLayers, "core/base/x.cpp", "#include \"tests/support/fakes.h\"");
    row("unknown folder", checkLayers, "core/magic/x.cpp", "");
    row("relative include", checkIncludeStyle, "core/base/x.cpp", "#include \"error.h\"");
    row("own file in angles", checkIncludeStyle, "core/base/x.cpp", "#include <core/base/error.h>");
    row("SQL above the store", checkQtParts, "core/service/x.cpp", "#include <QSqlQuery>");
    row("widgets in core", checkQtParts, "core/service/x.cpp", "#include <QMessageBox>");
    row("colour in core", checkQtParts, "core/domain/x.h", "#include <QColor>");
    row("widgets in printing", checkQtParts, "core/print/x.cpp", "#include <QLabel>");
    row("fonts in the command line", checkQtParts, "app/cli/x.cpp", "#include <QGuiApplication>");
    row("presenter with a widget", checkQtParts, "ui/blades/xpresenter.h", "#include <QLineEdit>");
    row("model with a colour", checkQtParts, "ui/models/x.cpp", "#include <QColor>");
    row("files in domain", checkQtParts, "core/domain/x.cpp", "#include <QFile>");
    row("socket in ui", checkQtParts, "ui/shell/x.cpp", "#include <QTcpSocket>");
    row("hex colour", checkColours, "ui/widgets/x.cpp",
        "w->setStyleSheet(QStringLiteral(\"color: #0078D4;\"));");
    row("colour by numbers", checkColours, "ui/widgets/x.cpp", "painter.setPen(QColor(1, 2, 3));");
    row("named colour", checkColours, "ui/delegates/x.cpp", "painter.setPen(Qt::darkGray);");
    row("translation in core", checkTranslation, "core/domain/x.cpp",
        "return QObject::tr(\"Pending\");");
    row("SQL in ui", checkSql, "ui/models/x.cpp", "q.exec(\"SELECT id FROM request\");");
    row("statement in the store's code", checkSql, "core/store/x.cpp",
        "q.exec(\"select id from request where 1\");");
    row("wall clock", checkWallClock, "core/service/x.cpp",
        "const auto now = std::chrono::system_clock::now();");
    row("wall clock of Qt", checkWallClock, "ui/shell/x.cpp", "QDateTime::currentDateTimeUtc();");
    row("no pragma", checkHeader, "core/base/x.h", "class X;");
    row("opened namespace", checkHeader, "core/base/x.h", "#pragma once\nusing namespace std;");
    row("too long", checkLength, "core/base/x.cpp", QByteArray(401, '\n').constData());
}

void TestArchitecture::rulesFindWhatTheyForbid()
{
    QFETCH(Rule, rule);
    QFETCH(QString, path);
    QFETCH(QString, line);
    const Findings findings = rule(parseSource(path, line));
    QCOMPARE(findings.size(), size_t(1));
    QCOMPARE(findings.front().file, path);
    QVERIFY(findings.front().line >= 1);
}

void TestArchitecture::rulesLetTheRestPass_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const char *path, const char *line) {
        QTest::newRow(name) << QString::fromLatin1(path) << QString::fromUtf8(line);
    };
    row("down", "core/service/x.cpp", "#include \"core/store/database.h\"");
    row("the door", "ui/blades/x.cpp", "#include \"core/service/lockboxservice.h\"");
    row("roles for a delegate", "ui/delegates/x.cpp", "#include \"ui/models/requestroles.h\"");
    row("text on sheets", "core/print/x.cpp", "#include <QPainter>");
    row("fonts without a display", "core/print/x.cpp", "#include <QGuiApplication>");
    row("own moc file", "ui/async/x.cpp", "#include \"x.moc\"");
    row("comment", "core/domain/x.cpp", "// SELECT #ff0000 tr(\"x\")");
    row("reference number", "core/demo/x.cpp", "QStringLiteral(\"CLB#TEST02052018\")");
    row("English", "ui/blades/x.cpp", "tr(\"Select a request from the list to update it\")");
    row("colour by token", "ui/widgets/x.cpp",
        "const QColor line = Theme::instance().color(Token::Line);");
}

void TestArchitecture::rulesLetTheRestPass()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    Findings all;
    for (const NamedRule &rule : productRules()) {
        for (const Finding &finding : rule.check(parseSource(path, line)))
            all.push_back(finding);
    }
    QVERIFY2(all.empty(), report(all).constData());
}

void TestArchitecture::productKeepsTheRules_data()
{
    QTest::addColumn<Rule>("rule");
    for (const NamedRule &rule : productRules())
        QTest::newRow(rule.name) << rule.check;
}

void TestArchitecture::productKeepsTheRules()
{
    QFETCH(Rule, rule);
    QVERIFY2(productSources().size() > 40, "the project's sources were not found");
    Findings all;
    for (const SourceText &source : productSources()) {
        for (const Finding &finding : rule(source))
            all.push_back(finding);
    }
    QVERIFY2(all.empty(), report(all).constData());
}

void TestArchitecture::testsAreShortEnough()
{
    Findings all;
    for (const QString &path : filesIn({QStringLiteral("tests")}, cppNames())) {
        for (const Finding &finding : checkLength(parseSource(path, contentOf(path))))
            all.push_back(finding);
    }
    QVERIFY2(all.empty(), report(all).constData());
}

void TestArchitecture::noPathOfOneMachine()
{
    QVERIFY(!checkHomePaths(QStringLiteral("x"),
                            QStringLiteral("open /%1/somebody/x").arg(QStringLiteral("home")))
                 .empty());
    QVERIFY(
        checkHomePaths(QStringLiteral("x"), QStringLiteral("https://example.org/home/x ui/home/x"))
            .empty());
    Findings all;
    QStringList files =
        filesIn({QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app"),
                 QStringLiteral("cmake"), QStringLiteral("docs"), QStringLiteral("installer"),
                 QStringLiteral("resources"), QStringLiteral("tests")},
                {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.txt"),
                 QStringLiteral("*.md"), QStringLiteral("*.sh"), QStringLiteral("*.py"),
                 QStringLiteral("*.json"), QStringLiteral("*.sql"), QStringLiteral("*.cmake"),
                 QStringLiteral("*.ts"), QStringLiteral("*.svg")});
    files.removeIf(
        [](const QString &path) { return path.startsWith(QStringLiteral("tests/architecture/")); });
    files += {QStringLiteral("README.md"), QStringLiteral("CONTRIBUTING.md"),
              QStringLiteral("CMakeLists.txt"), QStringLiteral("CMakePresets.json")};
    for (const QString &path : std::as_const(files)) {
        for (const Finding &finding : checkHomePaths(path, contentOf(path)))
            all.push_back(finding);
    }
    QVERIFY2(all.empty(), report(all).constData());
}

void TestArchitecture::everySourceIsCompiled()
{
    Findings all;
    const QStringList folders = productFolders() + QStringList{QStringLiteral("tests")};
    for (const QString &path : filesIn(folders, {QStringLiteral("*.cpp")})) {
        if (!isNamedByCMake(path))
            all.push_back({path, 1, QStringLiteral("no CMakeLists.txt names this file")});
    }
    QVERIFY2(all.empty(), report(all).constData());
}

void TestArchitecture::oneStatementAFile()
{
    const QStringList files =
        filesIn({QStringLiteral("core/store/sql/common"), QStringLiteral("core/store/sql/sqlite")},
                {QStringLiteral("*.sql")});
    QVERIFY(!files.isEmpty());
    Findings all;
    for (const QString &path : files) {
        const QString text = contentOf(path).trimmed();
        const auto end = text.indexOf(QLatin1Char(';'));
        if (!path.endsWith(QStringLiteral("/schema.sql")) && end >= 0 && end != text.size() - 1)
            all.push_back({path, 1, QStringLiteral("one statement a file")});
    }
    QVERIFY2(all.empty(), report(all).constData());
}

void TestArchitecture::themeHoldsTheOnlyColours()
{
    Findings all;
    static const QRegularExpression hex(QStringLiteral("#[0-9a-fA-F]{6}\\b"));
    for (const QString &path : filesIn({QStringLiteral("resources")},
                                       {QStringLiteral("*.svg"), QStringLiteral("*.qss"),
                                        QStringLiteral("*.css"), QStringLiteral("*.json")})) {
        if (path == QStringLiteral("resources/theme.json"))
            continue;
        if (const auto match = hex.match(contentOf(path)); match.hasMatch())
            all.push_back({path, 1,
                           QStringLiteral("colours stand in resources/theme.json only (%1)")
                               .arg(match.captured())});
    }
    QVERIFY2(all.empty(), report(all).constData());
}

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
