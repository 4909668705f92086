#pragma once

#include "core/domain/delivery.h"

#include <QTextBrowser>

namespace lockbox::ui {

class ElidedLabel;
class TextLabel;

/// The HTML of a mail, safely: nothing that it names is loaded, nothing in it leads anywhere.
class LetterBrowser : public QTextBrowser
{
    Q_OBJECT

public:
    explicit LetterBrowser(QWidget *parent = nullptr);

    /// On a narrow pane each value of a table stands below its label, as beside it there would be room for a letter or two.
    void showLetter(const QString &html);
    QVariant loadResource(int type, const QUrl &name) override;

protected:
    void doSetSource(const QUrl &, QTextDocument::ResourceType) override {}
    void resizeEvent(QResizeEvent *event) override;

private:
    void lay();
    void layAgain();

    QString m_html;
    bool m_isNarrow = false;
};

/// A mail as it is read: from whom, to whom, about what and when, and below that what it says.
class InboxLetter : public QWidget
{
    Q_OBJECT

public:
    explicit InboxLetter(QWidget *parent = nullptr);

    /// Keeps scroll and selection where it is the same mail as before.
    void show(const Letter &letter);

private:
    void layOut();

    Letter m_letter;
    TextLabel *m_subject;
    ElidedLabel *m_from;
    ElidedLabel *m_to;
    ElidedLabel *m_date;
    LetterBrowser *m_browser;
};

} // namespace lockbox::ui
