#include "app/console/demowindow.h"

#include "app/console/demomaker.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"

#include <QCloseEvent>
#include <QProgressBar>
#include <QVBoxLayout>

namespace lockbox::ui {

DemoWindow::DemoWindow(DemoMaker &maker, QWidget *parent)
    : QWidget(parent),
      m_maker(maker),
      m_bar(new QProgressBar),
      m_cancel(new SecondaryButton(tr("Cancel")))
{
    setWindowTitle(tr("Customer Lockbox"));
    setFixedWidth(460);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 0);
    m_bar->setAccessibleName(tr("Making the demo store"));
    auto *text = new TextLabel(tr("A year of made-up requests is being written into a store of its "
                                  "own. This is done once and "
                                  "takes a few seconds."));
    text->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(new TextLabel(tr("Making the demo store"), TextStyle::Title));
    layout->addWidget(text);
    layout->addWidget(m_bar);
    layout->addSpacing(8);
    layout->addWidget(m_cancel, 0, Qt::AlignRight);
    connect(m_cancel, &QPushButton::clicked, this, &DemoWindow::cancel);
    connect(&maker, &DemoMaker::progressed, this, [this](qint64 done, qint64 total) {
        m_bar->setRange(0, static_cast<int>(total));
        m_bar->setValue(static_cast<int>(done));
    });
}

void DemoWindow::cancel()
{
    m_cancel->setEnabled(false);
    m_maker.cancel();
}

void DemoWindow::closeEvent(QCloseEvent *event)
{
    // It closes when the maker has cleaned up.
    event->ignore();
    cancel();
}

} // namespace lockbox::ui
