#include "tests/architecture/rules.h"

#include <QRegularExpression>

namespace lockbox::architecture {

namespace {

constexpr int maxLines = 400;

/// A folder, and what its files may include beside themselves: folders, or single files.
struct Layer {
    const char *folder;
    std::vector<const char *> below;
};

const std::vector<Layer> &layers()
{
    static const std::vector<Layer> table = {
        {"core/base", {}},
        {"core/domain", {"core/base"}},
        {"core/audit", {"core/base"}},
        {"core/mail", {"core/base", "core/domain"}},
        {"core/secrets", {"core/base", "core/domain"}},
        {"core/identity", {"core/base"}},
        {"core/store", {"core/base", "core/domain", "core/audit"}},
        {"core/service",
         {"core/base", "core/domain", "core/audit", "core/identity", "core/mail", "core/store",
          "core/wire"}},
        {"core/wire", {"core/base", "core/domain", "core/service/lockboxservice.h"}},
        {"core/oidc", {"core/base", "core/remote/httpclient.h", "core/remote/remotesignin.h"}},
        {"core/api",
         {"core/base", "core/domain", "core/wire", "core/identity/token.h", "core/oidc",
          "core/service/lockboxservice.h", "core/service/doors.h", "core/service/signins.h"}},
        {"core/httpd", {"core/base", "core/api/message.h"}},
        {"core/remote", {"core/base", "core/domain", "core/service/lockboxservice.h", "core/wire"}},
        {"core/demo", {"core/base", "core/domain", "core/service", "core/store", "core/audit"}},
        {"core/evidence",
         {"core/base", "core/domain", "core/audit", "core/service/lockboxservice.h"}},
        {"core/print", {"core/base"}},
        {"ui/theme", {}},
        {"ui/async", {"core/base", "core/domain", "core/service/lockboxservice.h"}},
        {"ui/models",
         {"core/base", "core/domain", "core/service/lockboxservice.h", "ui/async",
          "ui/widgets/*text.h"}},
        {"ui/widgets", {"core/base", "core/domain", "ui/theme"}},
        {"ui/delegates",
         {"core/base", "core/domain", "ui/theme", "ui/models/*roles.h", "ui/widgets"}},
        {"ui/shell",
         {"core/base", "core/domain", "core/service/lockboxservice.h", "ui/theme", "ui/async",
          "ui/models", "ui/widgets", "ui/delegates"}},
        {"ui/dialogs",
         {"core/base", "core/domain", "core/service/lockboxservice.h", "ui/theme", "ui/async",
          "ui/models", "ui/widgets", "ui/delegates", "ui/shell/blade.h",
          "ui/shell/consolecontext.h"}},
        {"ui/blades",
         {"core/base", "core/domain", "core/service/lockboxservice.h", "ui/theme", "ui/async",
          "ui/models", "ui/widgets", "ui/delegates", "ui/dialogs", "ui/shell/blade.h",
          "ui/shell/consolecontext.h", "core/evidence", "core/print"}},
        {"app/cli",
         {"core/base", "core/domain", "core/audit", "core/service", "core/demo", "core/remote",
          "core/evidence", "core/oidc", "core/print", "core/secrets"}},
        {"app/daemon",
         {"core/base", "core/domain", "core/api", "core/httpd", "core/identity/token.h",
          "core/oidc", "core/service", "core/secrets"}},
        {"app/console",
         {"core/base", "core/domain", "core/service", "core/demo", "core/oidc", "core/remote",
          "core/secrets", "ui"}},
    };
    return table;
}

/// The layer of a folder: the longest entry that it is, or lies in.
const Layer *layerOf(const QString &folder)
{
    for (const Layer &layer : layers()) {
        const QString name = QString::fromLatin1(layer.folder);
        if (folder == name || folder.startsWith(name + QLatin1Char('/')))
            return &layer;
    }
    return nullptr;
}

bool fits(const QString &file, const QString &allowed)
{
    if (allowed.contains(QLatin1Char('*')))
        return QRegularExpression(QRegularExpression::wildcardToRegularExpression(allowed))
            .match(file)
            .hasMatch();
    return file == allowed || file.startsWith(allowed + QLatin1Char('/'));
}

bool mayInclude(const Layer &layer, const QString &file)
{
    if (fits(file, QString::fromLatin1(layer.folder)))
        return true;
    for (const char *allowed : layer.below) {
        if (fits(file, QString::fromLatin1(allowed)))
            return true;
    }
    return false;
}

bool isIn(const SourceText &source, const char *folder)
{
    return source.path.startsWith(QString::fromLatin1(folder) + QLatin1Char('/'));
}

/// Where one of the pieces fits the pattern.
Findings search(const SourceText &source, const std::vector<Piece> &pieces,
                const QRegularExpression &pattern, const QString &message)
{
    Findings findings;
    for (const Piece &piece : pieces) {
        if (const auto match = pattern.match(piece.text); match.hasMatch())
            findings.push_back(
                {source.path, piece.line,
                 QStringLiteral("%1 (%2)").arg(message, match.captured().trimmed())});
    }
    return findings;
}

void append(Findings &to, const Findings &more)
{
    to.insert(to.end(), more.begin(), more.end());
}

QRegularExpression pattern(const char *text)
{
    return QRegularExpression(QString::fromLatin1(text));
}

const QRegularExpression &colourInclude()
{
    static const QRegularExpression names = pattern(
        "^<(QColor|QBrush|QPen|QPainter|QPalette|QIcon|QPixmap|QImage|QFont\\w*|qrgb\\.h)>$");
    return names;
}

const QRegularExpression &widgetInclude()
{
    static const QRegularExpression names =
        pattern("^<(?!QAbstractTextDocumentLayout)(QtWidgets|QApplication|QWidget|QStyle\\w*|"
                "QDialog\\w*|Q\\w*(Box|Button|View|"
                "Widget|Dialog|Layout|Label|Edit|"
                "Delegate|Menu|Bar|Area|Slider|Window)|Q(Abstract)?(Item|Styled)\\w*Delegate|Q(V|H|"
                "Grid|Form|Stacked)?\\w*Layout)(/.*)?>$");
    return names;
}

} // namespace

Findings checkLayers(const SourceText &source)
{
    const Layer *layer = layerOf(source.folder());
    if (!layer)
        return {{source.path, 1,
                 QStringLiteral("no layer is known for this folder; add it to "
                                "tests/architecture/rules.cpp and to docs/architecture.md")}};
    Findings findings;
    for (const Piece &include : source.includes) {
        const QString file = include.text.mid(1, include.text.size() - 2);
        const bool own =
            file.startsWith(QStringLiteral("core/")) || file.startsWith(QStringLiteral("ui/"))
            || file.startsWith(QStringLiteral("app/")) || file.startsWith(QStringLiteral("tests/"));
        if (own && !mayInclude(*layer, file))
            findings.push_back({source.path, include.line,
                                QStringLiteral("%1 may not include %2")
                                    .arg(QString::fromLatin1(layer->folder), file)});
    }
    return findings;
}

Findings checkIncludeStyle(const SourceText &source)
{
    return search(
        source, source.includes,
        pattern("^\"(?!core/|ui/|app/|tests/)(?!\\w+\\.moc\"$).*\"$|^<(core|ui|app)/.*>$"),
        QStringLiteral("own files are included from the project's root, in quotes"));
}

Findings checkQtParts(const SourceText &source)
{
    Findings findings;
    if (!isIn(source, "core/store"))
        append(findings,
               search(source, source.includes, pattern("^<(QtSql|QSql\\w*|sqlite3\\.h)(/.*)?>$"),
                      QStringLiteral("only core/store speaks SQL")));
    const bool isBelowUi =
        isIn(source, "core") || isIn(source, "app/cli") || isIn(source, "app/daemon");
    if (isBelowUi)
        append(findings, search(source, source.includes, widgetInclude(),
                                QStringLiteral("no widgets below ui")));
    // Printing draws text on sheets, and has no window.
    if (isBelowUi && !isIn(source, "core/print")) {
        append(findings, search(source, source.includes, colourInclude(),
                                QStringLiteral("no colours and icons below ui")));
        append(findings,
               search(source, source.includes, pattern("^<(QtGui|QGuiApplication)(/.*)?>$"),
                      QStringLiteral("no windows below ui")));
    }
    if (source.path.contains(QStringLiteral("presenter.")) || isIn(source, "ui/models")
        || isIn(source, "ui/async")) {
        append(findings, search(source, source.includes, widgetInclude(),
                                QStringLiteral("presenters and models know no widgets")));
        append(findings, search(source, source.includes, colourInclude(),
                                QStringLiteral("presenters and models know no colours")));
        append(findings,
               search(source, source.includes,
                      pattern("^\"ui/(theme/|delegates/|widgets/(?!\\w+text\\.h\"))"),
                      QStringLiteral("presenters and models know no widgets and colours")));
    }
    if (isIn(source, "core/domain"))
        append(
            findings,
            search(source, source.includes,
                   pattern("^<(QFile|QDir|QSettings|QProcess|QStandardPaths|fstream|filesystem)>$"),
                   QStringLiteral("the domain does no input and output")));
    if (isIn(source, "ui"))
        append(
            findings,
            search(
                source, source.includes,
                pattern(
                    "^<(QtNetwork|QTcp\\w+|QLocal(Socket|Server)|QNetwork\\w+|QSsl\\w*)(/.*)?>$"),
                QStringLiteral("ui knows no sockets")));
    return findings;
}

Findings checkColours(const SourceText &source)
{
    if (isIn(source, "ui/theme"))
        return {};
    Findings findings = search(source, source.literals,
                               pattern("(?<![\\w&])#([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4}"
                                       ")(?!\\w)|\\brgba?\\s*\\(|\\bhsla?\\s*\\("),
                               QStringLiteral("colours stand in the theme only"));
    append(findings, search(source, source.code,
                            pattern("\\bQColor\\s*[({]\\s*[^\\s)}]|\\bqRgba?\\s*\\(|\\bQColor::"
                                    "from(Rgb|Hsv|Hsl|Cmyk|String)|"
                                    "\\bQt::(dark|light)?(red|green|blue|cyan|magenta|yellow|gray|"
                                    "Red|Green|Blue|Cyan|Magenta|Yellow|Gray|black|white)\\b"),
                            QStringLiteral("colours stand in the theme only")));
    return findings;
}

Findings checkTranslation(const SourceText &source)
{
    if (!isIn(source, "core"))
        return {};
    return search(source, source.code,
                  pattern("\\b(tr|translate|qtTrId|QT_TR_NOOP|QT_TRANSLATE_NOOP)\\s*\\("),
                  QStringLiteral("no translation below ui"));
}

Findings checkSql(const SourceText &source)
{
    if (isIn(source, "core/store"))
        return search(source, source.literals,
                      pattern("^\\s*(?i:select\\s.*\\sfrom\\s|insert\\s+into|update\\s+\\w+\\s+set|"
                              "delete\\s+from|create\\s+(table|index|trigger))"),
                      QStringLiteral("statements stand in files of core/store/sql"));
    return search(
        source, source.literals,
        pattern("\\b(SELECT|INSERT INTO|UPDATE \\w+ SET|DELETE FROM|CREATE (TABLE|INDEX)|DROP "
                "TABLE|ALTER TABLE|PRAGMA|BEGIN IMMEDIATE|ROLLBACK|ORDER BY)\\b|"
                "^\\s*(select\\s.*\\sfrom\\s+\\w+\\s+where|insert into|delete from|update \\w+ "
                "set|pragma \\w+)\\b"),
        QStringLiteral("only core/store speaks SQL"));
}

Findings checkWallClock(const SourceText &source)
{
    if (source.path.startsWith(QStringLiteral("core/base/clock.")))
        return {};
    return search(
        source, source.code,
        pattern(
            "\\bsystem_clock::now\\b|\\bcurrent(DateTime|DateTimeUtc|MSecsSinceEpoch|"
            "SecsSinceEpoch|Date|Time)\\s*\\(|\\b(std::)?time\\s*\\(\\s*(nullptr|NULL|0)\\s*\\)"),
        QStringLiteral("the present comes from a Clock that is handed in"));
}

Findings checkHeader(const SourceText &source)
{
    if (!source.isHeader())
        return {};
    Findings findings = search(source, source.code, pattern("^\\s*using\\s+namespace\\b"),
                               QStringLiteral("a header opens no namespace for others"));
    for (const Piece &line : source.code) {
        if (line.text.trimmed().isEmpty())
            continue;
        if (line.text.trimmed() != QStringLiteral("#pragma once"))
            findings.push_back(
                {source.path, line.line, QStringLiteral("a header starts with #pragma once")});
        break;
    }
    return findings;
}

Findings checkLength(const SourceText &source)
{
    if (source.lineCount <= maxLines)
        return {};
    return {
        {source.path, source.lineCount,
         QStringLiteral("%1 lines; a file has %2 at most").arg(source.lineCount).arg(maxLines)}};
}

Findings checkHomePaths(const QString &path, const QString &content)
{
    static const QRegularExpression home =
        pattern("(?<![\\w.])(/home/|/Users/|/root/|[A-Za-z]:\\\\{1,2}Users\\\\)[A-Za-z]");
    Findings findings;
    int number = 0;
    const auto lines = QStringView(content).split(QLatin1Char('\n'));
    for (QStringView line : lines) {
        ++number;
        if (const auto match = home.match(line.toString()); match.hasMatch())
            findings.push_back(
                {path, number, QStringLiteral("a path of one machine (%1)").arg(match.captured())});
    }
    return findings;
}

} // namespace lockbox::architecture
