/** “2:05”, “1:02:05”: a place in a video, read alike in every language. */
export function formatTimecode(second: number): string {
  const whole = Math.max(0, Math.floor(second))
  const [hours, minutes, seconds] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (part: number) => String(part).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}
