/** What maps say, and the lists beside them. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    asList: '列表', asMap: '地图', show: '在地图上看', hide: '收起地图', place: '地点', map: '地图', how: '拖动或用方向键移动地图，用加号、减号缩放。', closer: '放大', further: '缩小',
    failed: '这个浏览器无法显示地图，旁边的列表内容相同。', untold: '部分地图没有加载出来，列表不受影响。', here: '列出这一带的交办单', moved: '地图已移动', everywhere: '不限地点', tickets: '地图上的交办单',
    nothing: '这里没有标出地点的交办单', nothingWhy: '只有登记时标出位置的意见才会出现在地图上。', more: '还有更多，放大地图后再列出。', noPlace: '未写地点',
    at: (east: number, north: number) => `东经 ${east}°，北纬 ${north}°`, within: (metres: number) => `误差约 ${metres} 米`, near: (metres: number) => `${metres} 米内的其他意见`, nothingNear: (metres: number) => `${metres} 米内没有其他意见。`,
    away: (metres: number) => `约 ${metres} 米`, inbox: '待处理', dismissed: '不予受理', attached: '已生成交办单', pick: '在地图上标出', again: '重新标', picked: '已标出', drop: '去掉', use: '就是这里', cancel: '取消', pickHow: '移动地图，让十字对准事发地点，再点“就是这里”。',
  },
  en: {
    asList: 'List', asMap: 'Map', show: 'Show on a map', hide: 'Put the map away', place: 'Place', map: 'Map', how: 'Drag or use the arrow keys to move the map, plus and minus to zoom.', closer: 'Closer', further: 'Further away',
    failed: 'This browser cannot draw the map; the list beside it says the same.', untold: 'Some of the map did not load; the list is whole.', here: 'List what is here', moved: 'The map was moved', everywhere: 'Everywhere', tickets: 'Tickets on the map',
    nothing: 'No ticket has a place here', nothingWhy: 'Only opinions whose place was marked when they came in are on the map.', more: 'There are more: come closer, and list again.', noPlace: 'no place in words',
    at: (east, north) => `${east}° E, ${north}° N`, within: (metres) => `to about ${metres} m`, near: (metres) => `Other opinions within ${metres} m`, nothingNear: (metres) => `No other opinion within ${metres} m.`,
    away: (metres) => `about ${metres} m`, inbox: 'in the inbox', dismissed: 'dismissed', attached: 'has a ticket', pick: 'Mark it on a map', again: 'Mark again', picked: 'Marked', drop: 'Remove', use: 'It is here', cancel: 'Cancel', pickHow: 'Move the map until the cross is on the place, then press “It is here”.',
  },
})
