#pragma once

#include "core/base/result.h"

#include <functional>
#include <memory>

namespace lockbox {

/// What printing needs of a program without windows: fonts and the like, found without any display. Nothing where the program has
/// windows, or has this already. To be made before anything is printed, and only by a program's main thread.
class PrintingWithoutDisplay
{
public:
    PrintingWithoutDisplay();
    ~PrintingWithoutDisplay();
    Q_DISABLE_COPY_MOVE(PrintingWithoutDisplay)

private:
    struct Application;
    std::unique_ptr<Application> m_application;
};

/// Prints an HTML page, which begins on a new sheet.
using PrintHtml = std::function<Result<void>(const QString &html)>;
/// Hands a document's pages to `print`, one after the other.
using HtmlPieces = std::function<Result<void>(const PrintHtml &print)>;

/// Makes a PDF file for A4 with the title and numbered sheets. Its pieces are laid out one by one, so that a document of any length takes
/// little memory. Scripts, pictures and other files that the HTML names are not looked at. On any thread.
Result<void> printPdf(const QString &path, const QString &title, const HtmlPieces &pieces);

} // namespace lockbox
