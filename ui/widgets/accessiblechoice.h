#pragma once

#include <QAbstractItemView>
#include <QEvent>
#include <QItemSelectionModel>

#include <functional>

namespace lockbox::ui {

/// Opens a row that assistive technology chose. Over the accessibility bus a row can be selected, but neither clicked nor made
/// the current one; so whoever works by that alone could choose and never open. Attach it after the view has its model. Choices
/// by mouse and keyboard, and those of the program itself, are none of its business.
class AccessibleChoice final : public QObject
{
public:
    using Open = std::function<void(const QModelIndex &)>;

    AccessibleChoice(QAbstractItemView *view, Open open)
        : QObject(view->selectionModel()), m_view(*view), m_open(std::move(open))
    {
        view->installEventFilter(this);
        view->viewport()->installEventFilter(this);
        connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
                [this](const QItemSelection &chosen) { onSelectionChanged(chosen); });
        connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this,
                [this] { markProgramsOwn(); });
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        switch (event->type()) {
        case QEvent::KeyPress:
        case QEvent::KeyRelease:
        case QEvent::MouseButtonPress:
        case QEvent::MouseButtonRelease:
        case QEvent::MouseButtonDblClick:
        case QEvent::MouseMove:
        case QEvent::FocusIn: markProgramsOwn(); break;
        default: break;
        }
        return false;
    }

private:
    /// Until control is back at the event loop, a changed selection has another cause than the accessibility bus.
    void markProgramsOwn()
    {
        ++m_ownCauses;
        QMetaObject::invokeMethod(
            this, [this] { --m_ownCauses; }, Qt::QueuedConnection);
    }

    void onSelectionChanged(const QItemSelection &chosen)
    {
        if (m_ownCauses > 0 || chosen.isEmpty())
            return;
        // The program's own choices move the current row as well, right after the selection: look when that is over.
        QMetaObject::invokeMethod(
            this, [this] { openChosen(); }, Qt::QueuedConnection);
    }

    void openChosen()
    {
        const QItemSelectionModel *selection = m_view.selectionModel();
        const QModelIndexList rows = selection->selectedRows();
        if (m_ownCauses > 0 || rows.size() != 1)
            return;
        const QModelIndex row = rows.front();
        m_view.selectionModel()->setCurrentIndex(row, QItemSelectionModel::NoUpdate);
        m_open(row);
    }

    QAbstractItemView &m_view;
    Open m_open;
    int m_ownCauses = 0;
};

} // namespace lockbox::ui
