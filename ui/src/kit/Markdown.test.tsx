// @vitest-environment jsdom
import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import MarkdownText from "./MarkdownText";
import { safeLink } from "./safeLink";

afterEach(cleanup);

const hostile = `
<script>alert(1)</script> <img src=x onerror=alert(1)>

[a](javascript:alert(1)) [b](JaVa&#10;ScRiPt:alert(1)) [c](data:text/html,x) [d](//evil.example/x) [e](vbscript:x)

![pixel](https://evil.example/pixel.png) ![x](javascript:alert(1))

<iframe src="https://evil.example"></iframe>

[good](https://example.com/a) [mail](mailto:a@example.com) [own](experiments/1)
`;

describe("a note from a stranger", () => {
  it("makes no element that runs or fetches anything", () => {
    const { container } = render(<MarkdownText text={hostile} />);
    expect(container.querySelectorAll("script, img, iframe, object, embed, style, link, form")).toHaveLength(0);
    for (const element of container.querySelectorAll("*"))
      for (const attribute of element.attributes) {
        expect(attribute.name).not.toMatch(/^on|^style$|^srcdoc$/);
        expect(attribute.value).not.toMatch(/script:|data:/i);
      }
  });

  it("links to the web, mail and this server only, without telling where from", () => {
    const { container } = render(<MarkdownText text={hostile} />);
    const links = [...container.querySelectorAll("a")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual([
      "https://evil.example/pixel.png",
      "https://example.com/a",
      "mailto:a@example.com",
      "experiments/1",
    ]);
    for (const link of links) expect(link.rel).toBe("noopener noreferrer nofollow");
  });
});

it("draws tables, lists and code", () => {
  const { container } = render(<MarkdownText text={"| a | b |\n|--|--|\n| 1 | 2 |\n\n- x\n\n`code`"} />);
  expect(container.querySelectorAll("td")).toHaveLength(2);
  expect(container.querySelector("li")?.textContent).toBe("x");
  expect(container.querySelector("code")?.textContent).toBe("code");
});

describe("links", () => {
  it.each([
    "javascript:1",
    "java\nscript:1",
    " javascript:1",
    "\u0001javascript:1",
    "//a",
    "/\\a",
    "\\\\a",
    "data:x",
    "file:///x",
    "",
  ])("refuse %j", (address) => expect(safeLink(address)).toBeUndefined());
  it.each(["https://a", "HTTP://a", "mailto:x", "/runs/1", "runs/1", "#part", "?q=a:b"])("allow %j", (address) =>
    expect(safeLink(address)).toBe(address),
  );
});
