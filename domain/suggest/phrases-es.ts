// What Spanish-speaking customers write about an invoice.
import type { Phrases } from './phrases.ts'

const PAY =
  '(pagar|pagarles|pagarlo|pagarla|pagaros|abonar|abonarles|abonarla|abonarlo|liquidar|'
    + 'liquidarla|transferir|saldar|cancelar la factura|ingresar|efectuar|realizar|hacer|'
    + 'hacerles|enviar|emitir|proceder|ordenar|tramitar)'
const MONEY =
  '(pago|pagos|transferencia|transferencias|importe|factura|facturas|abono|ingreso|saldo|'
    + 'cheque|dinero|deuda|resto|cantidad|total)'
const FUTURE =
  '(pagaremos|pagare|pagara|pagaran|abonaremos|abonare|abonara|abonaran|liquidaremos|'
    + 'liquidare|liquidara|saldaremos|saldare|transferiremos|transferire|transferira|'
    + 'ingresaremos|ingresara)'
const DO_FUTURE =
  '(realizaremos|realizare|realizara|realizaran|haremos|hare|hara|haran|efectuaremos|'
    + 'efectuare|efectuara|enviaremos|enviare|emitiremos|ordenaremos|procederemos|procedere|'
    + 'tramitaremos|ejecutaremos|cursaremos|remitiremos|lanzaremos)'
const DONE =
  '(pagad[oa]s?|abonad[oa]s?|realizad[oa]s?|efectuad[oa]s?|liquidad[oa]s?|transferid[oa]s?|'
    + 'enviad[oa]s?|emitid[oa]s?|hech[oa]s?|saldad[oa]s?|ingresad[oa]s?|ejecutad[oa]s?|'
    + 'cargad[oa]s?|tramitad[oa]s?)'
const GOODS =
  '(mercancias?|pedidos?|productos?|articulos?|paquetes?|material(es)?|entregas?|envios?|'
    + 'piezas?|servicios?|maquinas?|palets?|genero|unidades)'
const PO =
  '(orden de compra|numero de pedido|no de pedido|n[o.]* ?de pedido|numero de orden|'
    + 'pedido de compra|numero de po|referencia de(l)? pedido|oc|po)'

export const SPANISH: Phrases = {
  language: 'es',
  words:
    'el la los las y nosotros ustedes es son de del para por su nuestro hemos han sera que no '
      + 'hola gracias '
    + 'saludos una un esta con al en se lo les buenos dias estimado estimada cordial',
  promise: [
    '(hago|hacemos) .. (pago|transferencia|ingreso)',
    '(lo|la|los|las) (recibiran|tendran|recibira|tendra|recibireis)',
    `${FUTURE}`, `${DO_FUTURE} .. ${MONEY}`, `(vamos|voy|va|van) a .. ${PAY}`,
      `(sera|seran|va a ser|van a ser|quedara|quedaran) ~ ${DONE}`,
      `se (${FUTURE}|realizara|realizaran|efectuara|efectuaran|hara|haran|emitira|ejecutara|`
        + 'tramitara|procedera)',
    '(pago|transferencia|factura|facturas|importe|dinero|cheque|abono) .. (esta|estan|queda|'
        + 'quedan|ha quedado|ha sido|hemos|tenemos) .. (programad[oa]s?|previst[oa]s?|'
        + 'planificad[oa]s?|incluid[oa]s?|ordenad[oa]s? para|agendad[oa]s?)',
      '(pago|transferencia|importe|cheque) .. (saldra|sale|llegara|llega|entrara|'
        + 'se realizara|se efectuara|se hara|recibiran|tendra lugar)',
      '(programad[oa]s?|previst[oa]s?|incluid[oa]s?|agendad[oa]s?) .. (pago|pagos|remesa|'
        + 'transferencia|para el)',
    '(hemos|tenemos|he) .. (programado|previsto|planificado|programada|agendado) .. (pago|'
        + 'transferencia)',
      '(recibiran|recibira|recibiras|tendran|tendra|tendras|recibireis|tendreis) .. (pago|'
        + 'transferencia|importe|dinero|fondos|ingreso|abono|cheque)',
      '(nos comprometemos|me comprometo|garantizamos|aseguramos|prometemos|prometo|'
        + 'confirmamos) .. (pagar|abonar|pago|transferir|liquidar|realizar|efectuar)',
      '(fecha|dia) de pago', '(proxima|nuestra|siguiente) (remesa|ronda) de pagos?',
      '(pago|transferencia) (el|para|a finales|este|manana|previsto|antes|en|la|proximo)',
    '(pagamos|pago|abonamos|transferimos|liquidamos) (el|la|este|esta|manana|a|en|todo|los|antes)',
      '(realizamos|hacemos|efectuamos|hago|realizo|ordenamos) .. (pago|transferencia|'
        + 'ingreso) (el|este|la|manana|a|en|antes)',
      '(habremos|habra|habre) (pagado|abonado|liquidado)',
  ],
  hope: [
    '(tenemos previsto|tengo previsto|prevemos|pensamos|esperamos poder|tenemos intencion de|'
        + 'nuestra intencion es|planeamos|preve) .. (pagar|abonar|pago|transferir|liquidar|'
        + 'realizar|efectuar|hacer)',
      '(podemos|puedo|podremos|podre|estamos en condiciones de) .. (pagar|abonar|transferir|'
        + 'liquidar|realizar .. pago|efectuar .. pago|hacer .. (pago|transferencia))',
      '(pago|transferencia|importe|dinero) .. (deberia|deberian) .. (llegar|estar|salir|'
        + 'recibir|entrar|realizarse)',
  ],
  paid: [
    '(hemos|he|han|ha|habiamos|habia|haber) (ya |sido |debidamente )*(pagado|abonado|'
        + 'liquidado|transferido|saldado|ingresado|cancelado (la factura|el importe|la deuda|'
        + 'el saldo))',
      '(hemos|he|han|ha) (ya )?(realizado|hecho|efectuado|enviado|emitido|ordenado) .. (pago|'
        + 'transferencia|ingreso|abono)',
      '(fue|fueron|ha sido|han sido|esta|estan|quedo|quedaron|habia sido|estaba|se encuentra|'
        + `se encuentran) (ya |debidamente |totalmente )*${DONE}`,
      'ya (esta|estan|fue|fueron|la|lo|las|los|se|ha|han|hemos|he) .. (pagad[oa]s?|'
        + 'abonad[oa]s?|pagamos|pague|abonamos|transferimos|pago|liquidad[oa]s?|realizado|'
        + 'liquido|abono|pagaron)',
    'se (realizo|efectuo|hizo|pago|abono|transfirio|ordeno|emitio|liquido|realizaron)',
      '(pagamos|abonamos|transferimos|liquidamos|realizamos .. (pago|transferencia)|'
        + 'hicimos .. (pago|transferencia|ingreso)|efectuamos .. (pago|transferencia)|pague|'
        + 'abone|transferi|hice .. (pago|transferencia)|realice .. (pago|'
        + 'transferencia)) .. (ayer|pasad[oa]|anteayer|hace|el dia|el \\d|la semana)',
      '(pague|abone|transferi|hice la transferencia|hice el pago|hicimos el pago|'
        + 'hicimos la transferencia|realice el pago|realice la transferencia)',
      '(justificante|comprobante|resguardo) (de|del) (pago|transferencia|ingreso|abono)',
      '(transferencia|pago) .. (ya (salio|realizad[oa]|hech[oa]|efectuad[oa])|salio|'
        + 'realizad[oa] el|efectuad[oa] el)', '(se (han|habran) cruzado|se cruzaron|cruzado)',
      '^pagad[oa]s? el',
  ],
  dispute: [
    ['duplicate', ['(factura|facturad[oa]s?|cobrad[oa]s?|cargo) .. (dos veces|duplicad[oa]s?|'
        + 'doble)', '(duplicad[oa]s?|por duplicado)',
      '(han|habeis|ha) (facturado|cobrado) .. (dos veces|doble)', 'dos veces']],
    ['not_received', ['(no|nunca|aun no|todavia no) (hemos |he |nos ha |nos han |habiamos |'
        + `ha |han )?(recibido|recibimos|recibi|llegado|entregado|llego|llegaron) .. ${GOODS}`,
      `${GOODS} .. (no|nunca) .. (llegad[oa]s?|llego|llegaron|entregad[oa]s?|entregaron|`
        + 'recibid[oa]s?|recibimos|prestad[oa]s?|realizad[oa]s?|prestaron)',
      `(esperando|a la espera de) .. (${GOODS})`,
      '(no|nunca) (fue|fueron|ha sido|han sido|nos) (entregad[oa]s?|llego|llegaron)']],
    ['quantity', ['(entrega|envio|pedido) .. (incomplet[oa]s?|parcial)',
      '(falta|faltan|faltaban|faltaron) .. (unidades|piezas|cajas|articulos|productos|bultos|'
        + 'palets|parte del|parte de|mercancia|material)',
      '(cantidad|cantidades) .. (incorrect[oa]s?|erronea?s?|no coincide\\w*|equivocad[oa]s?|'
        + 'no corresponde\\w*)',
      'solo (hemos recibido|recibimos|llegaron|nos (llegaron|entregaron|han entregado))',
      '(error|diferencia) (de|en) .. cantidad(es)?']],
    ['damaged', [`${GOODS} .. (danad[oa]s?|defectuos[oa]s?|rot[oa]s?|en mal estado|`
        + 'averiad[oa]s?|estropead[oa]s?|con defectos?)',
      '(defectuos[oa]s?|en mal estado|danad[oa]s?|estropead[oa]s?)', '(no funciona|no funcionan)',
      '(reclamacion|problema(s)? de calidad|mala calidad|defectos)']],
    ['price', ['(precio|importe|tarifa|total|iva|descuento|'
        + 'cantidad facturada)s? .. (incorrect[oa]s?|erroneo?a?s?|equivocad[oa]s?|no es (el|'
        + 'correcto|la)|no coincide\\w*|no corresponde\\w*|no son|demasiado alt[oa]|superior|'
        + 'mas alt[oa]|diferentes?|no esta aplicado|no se ha aplicado|no aplicado|falta)',
      '(error|diferencia|discrepancia) (de|en) .. (precio|precios|importe|iva|tarifa|descuento)',
      '(cobrad[oa]|facturad[oa]|cobran|facturan) .. (de mas|mas de|en exceso)',
      'en (lugar|vez) de',
      '(precio|tarifa|importe|descuento) .. (acordad[oa]|pactad[oa]|ofertad[oa]|presupuestad[oa])',
      'mas car[oa]',
      'no (coincide|corresponde) con .. (presupuesto|pedido|oferta|acordado|contrato)',
      '(falta|sin) .. descuento']],
    ['not_ordered', ['(no|nunca|jamas) (hemos |he |ha |habiamos )?(pedido|pedimos|pedi|'
        + 'solicitado|solicitamos|encargado|encargamos|contratado|contratamos|autorizado|'
        + 'firmado|ordenado)', 'ningun pedido',
      'no (reconocemos|nos consta|es nuestr[oa]|corresponde a nuestra)',
      'no (conocemos|sabemos) .. factura']],
    ['cancelled', ['(pedido|contrato|servicio|suscripcion|orden|reserva) .. (cancelad[oa]s?|'
        + 'anulad[oa]s?|rescindid[oa]s?|devuelt[oa]s?|dad[oa] de baja)',
      '(hemos|he|habiamos|cancelamos|anulamos|devolvimos) .. (cancelado|anulado|devuelto|'
        + 'rescindido|pedido|contrato|mercancia|servicio|material)',
      '(devolucion|devuelt[oa]s?|dimos de baja)']],
    ['credit_expected', ['(nota|factura) de (abono|credito)',
      '(esperando|espera|esperamos|falta|necesitamos|pendiente|pendientes) .. abono',
      'abono (pendiente|prometido|de la|que)',
      'factura (rectificativa|corregida|correcta|rectificada)',
      '(corregir|rectificar|rehacer|anular) .. factura']],
    ['service', ['(trabajo|trabajos|servicio|servicios|obra|instalacion|'
        + 'reparacion) .. (no (esta|estan|se ha|se han|ha sido|han sido|fue|fueron|'
        + 'se) .. (terminad[oa]s?|finalizad[oa]s?|acabad[oa]s?|realizad[oa]s?|prestad[oa]s?|'
        + 'completad[oa]s?|satisfactori[oa]s?|presto|termino)|incomplet[oa]s?|deficiente|'
        + 'mal hech[oa]s?|sin terminar)',
      '(no estamos|no estoy) (satisfech[oa]s?|content[oa]s?|conformes?)', 'insatisfech[oa]s?']],
    ['other', ['direccion .. (incorrecta|erronea|equivocada)',
      '(disputamos|impugnamos|rechazamos|cuestionamos|reclamamos|objetamos|'
        + 'discutimos|rechazo)', '(en disputa|en litigio)',
      '(factura|reclamacion|cargo|recordatorio|esta)s? .. (es|son|esta|parece|'
        + 'contiene) .. (incorrect[oa]s?|erronea?s?|equivocad[oa]s?|mal|errores|indebid[oa]s?|'
        + 'un error)', '(error|errores) (en|de) .. (factura|facturacion)',
      'no (estamos|estoy) (de acuerdo|conformes?)',
      'no (aceptamos|acepto|vamos a aceptar|reconocemos) .. (factura|cargo|importe|gastos|precio)',
      'factura .. (bloqueada|retenida|rechazada|no es correcta|no esta bien)']],
  ],
  purchaseOrder: [
    `${PO} .. (falta\\w*|obligatori[oa]|necesari[oa]|imprescindible|requerid[oa]|no (aparece|`
        + 'figura|consta|esta|viene|se indica)|incorrect[oa]|erronea?o?)',
      '(falta|sin|necesitamos|necesito|incluir|incluyan|indicar|indiquen|anadir|anadan|'
        + 'mencionar|requerimos|debe llevar|debe incluir|no (incluye|indica|lleva|tiene|'
        + 'menciona|contiene|aparece|figura)|con|faltan?|poner|pongan|facilitar|'
        + `reenviar .. con|agregar) ~ ${PO}`,
  ],
  wrongPerson: [
    '(no|ya no) (soy|es|somos|era) (la persona|el (contacto|responsable|encargado|'
        + 'interlocutor|departamento)|quien|responsable|la (adecuada|correcta|direccion|'
        + 'responsable|encargada)|mi (departamento|responsabilidad|competencia))',
      '(persona|direccion|departamento|contacto|destinatario|correo) (equivocad[oa]|'
        + 'incorrect[oa]|erroneo)',
      '(ya no|no) (trabaja|trabajo|esta|estoy|pertenece|pertenezco|forma parte|formo parte|'
        + 'lleva|llevo|gestiona|gestiono|me encargo|se encarga|me ocupo|se ocupa)( .. (aqui|en|'
        + 'con|de|la|las|el|los|nosotros|esta))?',
      '(ha dejado|he dejado|dejo|deje|abandono) (la|de|esta|nuestra) (empresa|compania|'
        + 'trabajar|organizacion)', '(se ha|me he|se) (jubilado|jubilo|equivocado de)',
      '(se equivoca|equivocado) de (persona|empresa|direccion|departamento)', 'causo baja',
  ],
  contactInstead: [
    '(contacte|contacten|contactar|contacta|contactad|dirijase|dirijanse|dirigirse|'
        + 'dirigir .. a|dirija|diríjase|escriba|escriban|escribir a|envie .. a|envien .. a|'
        + 'enviar .. a|enviarlo a|enviarla a|mandar .. a|hable con|hablar con|pongase|ponganse|'
        + 'ponerse) ?', '(sustituid[oa]|reemplazad[oa]) por',
      '(nuevo|nueva) (contacto|responsable|direccion|persona)',
      '(mi|nuestro|nuestra|la|el) (companer[oa]|colega|sustitut[oa]|sucesor[a]?|responsable|'
        + 'encargad[oa])', '(he reenviado|reenvio|lo paso|remito) .. a', 'en copia',
      '(el|la) (responsable|encargad[oa]) (es|ahora)',
  ],
  away: ['(fuera de la oficina|fuera de oficina|de vacaciones|de baja|ausente|ausencia|'
      + 'de viaje|no (estare|estoy|estaremos) (disponible|en la oficina|en el despacho)|'
      + 'permiso (de )?(maternal|paternal|maternidad|paternidad)|cerrad[oa]s?|cierre)'],
  back: ['(de vuelta|vuelvo|volvere|regreso|regresare|regresamos|me reincorporo|'
      + 'me reincorporare|reincorporacion|estare de vuelta|incorporare|disponible (de nuevo |'
      + 'nuevamente )?(a partir|desde)|reincorporo|volvemos|retomare)( ~ (el|del|desde el|'
      + 'a partir del|dia))?'],
  until: ['hasta', 'al'],
  isUntilFree: false,
}
