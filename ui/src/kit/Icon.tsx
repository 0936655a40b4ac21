/** Pictures of 16 by 16, drawn with the colour of the text around them. */
const paths = {
  archive: "M2 3h12v3H2zM3 6v7h10V6M6 9h4",
  arrowDown: "M8 3v10M4 9l4 4 4-4",
  arrowUp: "M8 13V3M4 7l4-4 4 4",
  chart: "M2 2v12h12M4 10l3-4 3 2 4-5",
  check: "M3 8.5l3.5 3.5L13 5",
  chevronDown: "M4 6l4 4 4-4",
  chevronRight: "M6 4l4 4-4 4",
  close: "M4 4l8 8M12 4l-8 8",
  columns: "M2 3h12v10H2zM6 3v10M10 3v10",
  copy: "M5 5h8v9H5zM3 11V2h8",
  cross: "M4 4l8 8M12 4l-8 8",
  cube: "M8 1.5l5.5 3v7L8 14.5l-5.5-3v-7zM2.5 4.5L8 7.5l5.5-3M8 7.5v7",
  download: "M8 2v8M4.5 7L8 10.5 11.5 7M2 13.5h12",
  edit: "M3 13l.5-3L11 2.5l2.5 2.5L6 12.5z",
  eye: "M1 8c2-3.5 4.4-5 7-5s5 1.5 7 5c-2 3.5-4.4 5-7 5s-5-1.5-7-5zM8 6a2 2 0 100 4 2 2 0 000-4z",
  eyeOff:
    "M2 2l12 12M4 4.5C2.800 5.400 1.800 6.500 1 8c2 3.500 4.400 5 7 5 1.200 0 2.300-.3 3.400-.9M7 3.100C10.300 2.700 13 4.500 15 8c-.6 1-1.200 1.900-1.900 2.600",
  file: "M4 1.500h5.500L13 5v9.500H4zM9 1.500V5.500h4",
  filter: "M2 3h12l-4.500 5.500V13l-3-1.500v-3z",
  fit: "M1.500 2v12M14.500 2v12M4 8h8M6 5.500L3.500 8 6 10.500M10 5.500L12.500 8 10 10.500",
  flask: "M6 1.500h4M6.500 1.500v5L2.500 13a1 1 0 001 1.500h9a1 1 0 001-1.500L9.500 6.500v-5",
  folder: "M1.500 3.500h5l1.500 2h6.500v8h-13z",
  fullscreen: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
  help: "M8 1.500a6.500 6.500 0 100 13 6.500 6.500 0 000-13zM6 6.300c0-2.700 4-2.600 4 0C10 8 8 7.900 8 9.500M8 11.500v.5",
  layers: "M8 2l6.500 3.500L8 9 1.500 5.500zM1.500 8L8 11.500 14.500 8M1.500 10.500L8 14l6.500-3.500",
  link: "M6.500 9.500l3-3M7 4.500l1.500-1.500a3 3 0 014.500 4.500L11.500 9M9 11.500L7.500 13A3 3 0 013 8.500L4.500 7",
  list: "M2 4h12M2 8h12M2 12h12",
  minus: "M3 8h10",
  moon: "M13.500 9.500A6 6 0 016.500 2.500a6 6 0 107 7z",
  more: "M3 8h.01M8 8h.01M13 8h.01",
  pin: "M6 2h4l-.5 4.500L12 9H4l2.500-2.500zM8 9v5",
  plus: "M8 3v10M3 8h10",
  running: "M8 1.500a6.500 6.500 0 106.500 6.500H8z",
  search: "M7 2a5 5 0 100 10A5 5 0 007 2zM10.500 10.500L14 14",
  sliders: "M2 5h6M12 5h2M10 3v4M2 11h2M8 11h6M6 9v4",
  sun: "M8 5a3 3 0 100 6 3 3 0 000-6zM8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1",
  tag: "M2 2h6l6 6-6 6-6-6zM5 5h.01",
  trash: "M2.500 4h11M6 4V2h4v2M4 4l.7 10h6.600L12 4M6.500 7v4.500M9.500 7v4.500",
  warning: "M8 2l6.500 12h-13zM8 6.500v3.500M8 12v.01",
} as const;

export type IconName = keyof typeof paths;

/** A picture beside a word, or within a button that has a label: it says nothing by itself. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
