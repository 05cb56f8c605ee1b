import { createRoot } from 'react-dom/client'
import { applyTheme } from './frame/theme.ts'
import { Page } from './frame/workspace.tsx'
import { openWire } from './wire.ts'

applyTheme()
const place = document.getElementById('page')
const as = new URLSearchParams(location.search).get('as')
if (place) createRoot(place).render(<Page wire={openWire(as)} />)
