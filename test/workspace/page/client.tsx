import { createRoot } from 'react-dom/client'
import { openWire } from './wire.ts'
import { Page } from './workspace.tsx'

const place = document.getElementById('page')
const as = new URLSearchParams(location.search).get('as')
if (place) createRoot(place).render(<Page wire={openWire(as)} />)
