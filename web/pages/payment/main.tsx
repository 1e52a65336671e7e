// Starts the payment page in a customer's browser; it is an entry of its own.
import './payment.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { PaymentPage } from './payment-page.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('payment.html lost its root element.')
createRoot(root).render(<StrictMode><PaymentPage /></StrictMode>)
