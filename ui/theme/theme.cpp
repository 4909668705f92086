#include "ui/theme/theme.h"

#include "ui/theme/consolestyle.h"
#include "ui/theme/svgicon.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStyleHints>

#include <array>

static void registerResources()
{
    static const bool done = [] {
        Q_INIT_RESOURCE(ui_theme);
        Q_INIT_RESOURCE(ui_theme_style);
        return true;
    }();
    Q_UNUSED(done)
}

namespace lockbox::ui {

namespace {

constexpr std::array tokenNames = {
    "Window",   "Surface",    "Raised",       "Navigation", "Line",        "StrongLine",
    "Text",     "SecondText", "DisabledText", "Accent",     "AccentHover", "AccentPressed",
    "OnAccent", "AccentText", "SelectedRow",  "HoveredRow", "Good",        "GoodBack",
    "Wait",     "WaitBack",   "Bad",          "BadBack",    "Ended",       "EndedBack"};

QByteArray resource(const char *path)
{
    registerResources();
    QFile file{QLatin1String(path)};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QJsonObject &description()
{
    static const QJsonObject json =
        QJsonDocument::fromJson(resource(":/lockbox/theme.json")).object();
    return json;
}

/// Whether the desktop asks for dark windows.
bool systemIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    // Before 6.5 Qt tells it by the desktop's palette only, and that until we set ours.
    static const bool isDark = [] {
        const QPalette palette = QGuiApplication::palette();
        return palette.color(QPalette::Window).lightness()
               < palette.color(QPalette::WindowText).lightness();
    }();
    return isDark;
#endif
}

QString family()
{
    const QStringList installed = QFontDatabase::families();
    for (const QJsonValue &name :
         description()[QStringLiteral("fonts")][QStringLiteral("families")].toArray()) {
        if (installed.contains(name.toString()))
            return name.toString();
    }
    return QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
}

} // namespace

Theme::Theme()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_mode == ThemeMode::System)
            apply(ThemeMode::System);
    });
#endif
}

Theme &Theme::instance()
{
    static Theme theme;
    return theme;
}

QColor Theme::color(Token token, bool dark)
{
    const QLatin1String name(tokenNames[static_cast<size_t>(token)]);
    return QColor(
        description()[QStringLiteral("colors")][name].toArray().at(dark ? 1 : 0).toString());
}

QColor Theme::color(Token token) const
{
    // Looked up often while painting, so kept.
    static const auto colors = [] {
        std::array<std::array<QColor, tokenNames.size()>, 2> table;
        for (size_t i = 0; i < tokenNames.size(); ++i) {
            table[0][i] = color(static_cast<Token>(i), false);
            table[1][i] = color(static_cast<Token>(i), true);
        }
        return table;
    }();
    return colors[m_dark ? 1 : 0][static_cast<size_t>(token)];
}

QFont Theme::font(TextStyle style) const
{
    static constexpr std::array names = {"Caption", "Body",  "BodyStrong",
                                         "Heading", "Title", "Number"};
    const QLatin1String name(names[static_cast<size_t>(style)]);
    QFont font(family());
    const double pixels =
        description()[QStringLiteral("fonts")][QStringLiteral("pixels")][name].toDouble(14);
    font.setPointSizeF(pixels * 72 / 96);
    if (style != TextStyle::Caption && style != TextStyle::Body)
        font.setWeight(QFont::DemiBold);
    return font;
}

QIcon Theme::icon(const QString &name, Token token) const
{
    registerResources();
    return QIcon(new SvgIcon(name, color(token), color(Token::DisabledText)));
}

static QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Token token) {
        palette.setColor(role, theme.color(token));
    };
    set(QPalette::Window, Token::Window);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::Base, Token::Surface);
    set(QPalette::AlternateBase, Token::Window);
    set(QPalette::Text, Token::Text);
    set(QPalette::PlaceholderText, Token::SecondText);
    set(QPalette::Button, Token::Surface);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::OnAccent);
    set(QPalette::Highlight, Token::Accent);
    set(QPalette::HighlightedText, Token::OnAccent);
    set(QPalette::Link, Token::AccentText);
    set(QPalette::ToolTipBase, Token::Raised);
    set(QPalette::ToolTipText, Token::Text);
    set(QPalette::Mid, Token::Line);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.color(Token::DisabledText));
    return palette;
}

static QString styleSheetOf(const Theme &theme)
{
    QString sheet = QString::fromUtf8(resource(":/lockbox/console.qss"));
    for (size_t i = 0; i < tokenNames.size(); ++i)
        sheet.replace(QStringLiteral("@%1@").arg(QLatin1String(tokenNames[i])),
                      theme.color(static_cast<Token>(i)).name());
    return sheet;
}

void Theme::apply(ThemeMode mode)
{
    const bool systemDark = systemIsDark();
    if (!m_styled) {
        QApplication::setStyle(new ConsoleStyle);
        m_styled = true;
    }
    m_mode = mode;
    m_dark = mode == ThemeMode::Dark || (mode == ThemeMode::System && systemDark);
    QApplication::setFont(font(TextStyle::Body));
    QApplication::setPalette(paletteOf(*this));
    qApp->setStyleSheet(styleSheetOf(*this));
    emit changed();
}

} // namespace lockbox::ui
