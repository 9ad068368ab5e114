/** The mark: a kelp's holdfast gripping its stone. Colours follow the text around it. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
      <circle cx="16" cy="22.2" r="3.4" fill="var(--hf-buoy)" />
      <path
        d="M16 4.5v8.2M16 12.2c-5.6.4-8 4.6-8 9.3 0 2.4 1.2 4.6 3 6M16 12.2c5.6.4 8 4.6 8 9.3 0 2.4-1.2 4.6-3 6"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <path
        d="M16 8.2c-2.2 0-3.8-1-4.6-2.7M16 8.2c2.2 0 3.8-1 4.6-2.7"
        stroke="currentColor"
        strokeOpacity="0.6"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    </svg>
  );
}
