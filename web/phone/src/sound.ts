/** A short bell, made on the spot. */
export function ring(): void {
  const audio = new AudioContext();
  const bell = audio.createOscillator();
  const volume = audio.createGain();
  bell.frequency.value = 880;
  volume.gain.setValueAtTime(0.2, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.6);
  bell.connect(volume).connect(audio.destination);
  bell.start();
  bell.stop(audio.currentTime + 0.6);
  bell.onended = () => void audio.close();
}
