// The page's few drawn signs, all of one line width.
import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const Fork = () => (
  <Icon>
    <circle cx="6" cy="4.5" r="2" />
    <circle cx="6" cy="15.5" r="2" />
    <circle cx="14" cy="6.5" r="2" />
    <path d="M6 6.5v7M14 8.5c0 3-4 2.5-7 5" />
  </Icon>
);
export const Eye = () => (
  <Icon>
    <path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z" />
    <circle cx="10" cy="10" r="2.3" />
  </Icon>
);
export const Pin = () => (
  <Icon>
    <path d="M7 3h6l-1 5 3 3H5l3-3zM10 11v6" />
  </Icon>
);
export const Reply = () => (
  <Icon>
    <path d="M4 4h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-6l-4 4v-4H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z" />
  </Icon>
);
export const Close = () => (
  <Icon>
    <path d="M5 5l10 10M15 5L5 15" />
  </Icon>
);
export const Bin = () => (
  <Icon>
    <path d="M4 6h12M8 6V4h4v2M6 6l1 10h6l1-10" />
  </Icon>
);
export const Dots = () => (
  <Icon>
    <path d="M4.5 10h.01M10 10h.01M15.5 10h.01" strokeWidth="2.6" />
  </Icon>
);
export const Bolt = () => (
  <Icon>
    <path d="M11 2 4 11.5h5L8.5 18 16 8.5h-5z" />
  </Icon>
);
export const Back = () => (
  <Icon>
    <path d="M12 4 6 10l6 6" />
  </Icon>
);
export const Lines = () => (
  <Icon>
    <path d="M3 5h14M3 10h14M3 15h14" />
  </Icon>
);
export const Lock = () => (
  <Icon>
    <path d="M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3" />
  </Icon>
);
export const Send = () => (
  <Icon>
    <path d="M3 10l14-6-5 13-3-5z" />
  </Icon>
);
export const Sun = () => (
  <Icon>
    <circle cx="10" cy="10" r="3.2" />
    <path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5l1.4 1.4M14.1 14.1l1.4 1.4M15.5 4.5l-1.4 1.4M5.9 14.1l-1.4 1.4" />
  </Icon>
);
export const Moon = () => (
  <Icon>
    <path d="M16 12.5A7 7 0 0 1 7.5 4a7 7 0 1 0 8.5 8.5z" />
  </Icon>
);
