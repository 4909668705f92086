#include "core/print/pdf.h"

#include "core/print/sheets.h"

#include <QAbstractTextDocumentLayout>
#include <QFile>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>

namespace lockbox {

struct PrintingWithoutDisplay::Application {
    int count = 3;
    char name[8] = "lockbox";
    char option[10] = "-platform";
    char platform[10] = "offscreen";
    char *arguments[4] = {name, option, platform, nullptr};
    QGuiApplication application{count, arguments};
};

PrintingWithoutDisplay::PrintingWithoutDisplay()
{
    if (QCoreApplication::instance())
        return;
    // What Qt has to say about a desktop that isn't there concerns nobody.
    const auto former =
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    m_application = std::make_unique<Application>();
    qInstallMessageHandler(former);
}

PrintingWithoutDisplay::~PrintingWithoutDisplay() = default;

namespace {

/// A text without anything from outside: neither files nor addresses are opened.
class ClosedDocument final : public QTextDocument
{
protected:
    QVariant loadResource(int type, const QUrl &) override
    {
        // Without any picture, Qt would read the file itself.
        return type == ImageResource ? QVariant(QImage(1, 1, QImage::Format_Mono))
                                     : QVariant(QByteArray());
    }
};

/// Lays pieces out and puts them on sheets.
class PdfPress
{
public:
    PdfPress(QIODevice *device, const QString &title);

    Result<void> print(const QString &html);
    bool isDrawn() const { return m_isOpen; }

private:
    /// Draws what lies between `top` and `bottom`, so far below the sheet's beginning.
    void draw(const QTextDocument &document, qreal top, qreal bottom, qreal at);
    void drawFooter();
    qreal toDots(qreal points) const { return points * m_writer.resolution() / 72; }

    QPdfWriter m_writer;
    QPainter m_painter;
    QString m_title;
    int m_sheet = 0;
    bool m_isOpen = false;
};

/// Not Inter: its forms of signs between digits (10:00, 2026-02) have no text behind them in a PDF.
QFont textFont(qreal size)
{
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("Liberation Sans"),
                      QStringLiteral("DejaVu Sans"), QStringLiteral("Segoe UI")});
    font.setPointSizeF(size);
    // Too little to be seen; it keeps letters from being drawn as one, which then can't be searched for.
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.02);
    return font;
}

constexpr int resolution = 600;
constexpr qreal footerHeight = 24; // Points, with the space above it.

PdfPress::PdfPress(QIODevice *device, const QString &title) : m_writer(device), m_title(title)
{
    m_writer.setTitle(title);
    m_writer.setCreator(QStringLiteral("Customer Lockbox"));
    m_writer.setResolution(resolution);
    m_writer.setPageSize(QPageSize(QPageSize::A4));
    m_writer.setPageMargins(QMarginsF(16, 16, 16, 12), QPageLayout::Millimeter);
    m_isOpen = m_painter.begin(&m_writer);
}

Result<void> PdfPress::print(const QString &html)
{
    ClosedDocument document;
    document.setDocumentMargin(0);
    document.setDefaultFont(textFont(9));
    document.documentLayout()->setPaintDevice(&m_writer);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document.setDefaultTextOption(option);
    document.setMetaInformation(QTextDocument::CssMedia, QStringLiteral("print"));
    document.setTextWidth(m_writer.width());
    document.setHtml(html);
    const auto sheets = sheetsOf(document, m_writer.height() - toDots(footerHeight));
    for (const Sheet &sheet : sheets) {
        if (m_sheet > 0 && !m_writer.newPage())
            return failure(ErrorCode::StoreFull, QStringLiteral("the PDF can't be written"));
        ++m_sheet;
        if (sheet.headingHeight() > 0)
            draw(document, sheet.headingTop, sheet.headingBottom, 0);
        draw(document, sheet.top, sheet.bottom, sheet.headingHeight());
        drawFooter();
    }
    return {};
}

void PdfPress::draw(const QTextDocument &document, qreal top, qreal bottom, qreal at)
{
    m_painter.save();
    m_painter.setTransform(QTransform::fromTranslate(0, at - top), true);
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = QRectF(0, top, m_writer.width(), bottom - top);
    // The pen is black; the palette's text may be white, where the desktop is dark.
    context.palette.setColor(QPalette::Text, m_painter.pen().color());
    m_painter.setClipRect(context.clip);
    document.documentLayout()->draw(&m_painter, context);
    m_painter.restore();
}

void PdfPress::drawFooter()
{
    const QFont font = textFont(7.5);
    m_painter.setFont(font);
    const QRectF footer(0, m_writer.height() - toDots(12), m_writer.width(), toDots(12));
    const QString number = QStringLiteral("Page %1").arg(m_sheet);
    m_painter.drawText(footer, Qt::AlignRight | Qt::AlignBottom, number);
    const qreal room = footer.width() - toDots(60);
    const QString title = QFontMetricsF(font, &m_writer).elidedText(m_title, Qt::ElideRight, room);
    m_painter.drawText(footer, Qt::AlignLeft | Qt::AlignBottom, title);
}

} // namespace

Result<void> printPdf(const QString &path, const QString &title, const HtmlPieces &pieces)
{
    if (!qobject_cast<QGuiApplication *>(QCoreApplication::instance()))
        return failure(ErrorCode::Internal,
                       QStringLiteral("the program has nothing to print with"));
    if (QFontDatabase::families().isEmpty())
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("no font is installed, and a PDF can't be made without"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 can't be written: %2").arg(path, file.errorString()));
    {
        PdfPress press(&file, title);
        if (!press.isDrawn())
            return failure(ErrorCode::Internal, QStringLiteral("%1 can't be printed to").arg(path));
        if (auto ok = pieces([&](const QString &html) { return press.print(html); }); !ok)
            return ok;
    }
    // Written by the press's end.
    if (!file.flush() || file.error() != QFileDevice::NoError)
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 can't be written: %2").arg(path, file.errorString()));
    return {};
}

} // namespace lockbox
