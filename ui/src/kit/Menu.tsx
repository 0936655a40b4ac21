import {
  type ButtonHTMLAttributes,
  cloneElement,
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  Suspense,
  useMemo,
  useState,
} from "react";
import type { MenuRadioProps } from "./MenuParts";

// A page has dozens of menus, of which one is open at a time: what they are made of comes when somebody is about to open one.
const parts = () => import("./MenuParts");
const MenuPopup = lazy(() => parts().then((module) => ({ default: module.MenuPopup })));
export const MenuItem = lazy(() => parts().then((module) => ({ default: module.MenuItem })));
export const MenuCheck = lazy(() => parts().then((module) => ({ default: module.MenuCheck })));
export const MenuLine = lazy(() => parts().then((module) => ({ default: module.MenuLine })));
const Radio = lazy(() => parts().then((module) => ({ default: module.MenuRadio as Untyped })));

type Untyped = (props: MenuRadioProps<string>) => ReactNode;

/** One of several of which one holds. */
export function MenuRadio<T extends string>(props: MenuRadioProps<T>) {
  return <Radio {...(props as unknown as MenuRadioProps<string>)} />;
}

const fetchParts = () => void parts();

type TriggerProps = ButtonHTMLAttributes<HTMLButtonElement>;

interface Opened {
  by: HTMLElement;
  byKey: boolean;
}

/** A menu that opens from a button. The trigger is an element of ours, such as a Button. */
export function Menu({
  trigger,
  children,
  align = "start",
}: {
  trigger: ReactElement<TriggerProps>;
  children: ReactNode;
  align?: "start" | "end";
}) {
  const [opened, setOpened] = useState<Opened>();
  const open = (by: HTMLElement, byKey: boolean) => setOpened({ by, byKey });
  const props: TriggerProps = {
    "aria-haspopup": "menu",
    "aria-expanded": opened !== undefined,
    onPointerEnter: fetchParts,
    onFocus: fetchParts,
    // A click by Enter or Space has no place.
    onClick: (event: MouseEvent<HTMLButtonElement>) => open(event.currentTarget, event.detail === 0),
    onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      event.stopPropagation();
      open(event.currentTarget, true);
    },
  };
  return (
    <>
      {cloneElement(trigger, props)}
      {opened && (
        <Suspense>
          <MenuPopup
            anchor={opened.by}
            align={align}
            offset={4}
            byKey={opened.byKey}
            focusAfter={opened.by}
            onClose={() => setOpened(undefined)}
          >
            {children}
          </MenuPopup>
        </Suspense>
      )}
    </>
  );
}

/** A menu that is open at a place of the screen, as the right button of the mouse or the menu key asks for it. Closing it gives the
 * focus back to where it came from. */
export function MenuAt({
  x,
  y,
  byKey = false,
  onClose,
  children,
}: {
  x: number;
  y: number;
  byKey?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const [from] = useState(() => document.activeElement);
  const anchor = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }), [x, y]);
  return (
    <Suspense>
      <MenuPopup
        anchor={anchor}
        align="start"
        offset={2}
        byKey={byKey}
        focusAfter={from instanceof HTMLElement ? from : null}
        onClose={onClose}
      >
        {children}
      </MenuPopup>
    </Suspense>
  );
}
